import { ActionIcon, Button, Checkbox, Menu, Switch, Textarea, VisuallyHidden } from '@mantine/core';
import { IconDots, IconEye, IconLock } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useViewer } from '@/lib/session';
import { useDraft } from '@/lib/useDraft';
import { useWanted } from '@/lib/useWanted';
import { Form, FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { EditPointDialog } from './EditPointDialog';
import classes from './one_on_ones.module.css';
import {
  useAddTalkingPoint,
  useDeleteTalkingPoint,
  useEditTalkingPoint,
  useMoveTalkingPoint,
  useSetTalkingPointState,
} from './useTalkingPoints';

export const TalkingPointsFragment = graphql(`
  fragment TalkingPoints_meeting on OneOnOneMeeting {
    id
    state
    series {
      id
      endedAt
      other {
        id
        name
      }
    }
    talkingPoints {
      id
      body
      visibility
      state
      carriedOver
      version
      author {
        id
        name
      }
    }
  }
`);

type Meeting = DocumentType<typeof TalkingPointsFragment>;
type Point = Meeting['talkingPoints'][number];

/** What the two want to speak about: in order, shared or private, moved by hand or by keys. */
export function TalkingPoints({
  meeting: masked,
}: {
  meeting: FragmentType<typeof TalkingPointsFragment>;
}) {
  const meeting = unmask(TalkingPointsFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const [said, setSaid] = useState('');
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const move = useMoveTalkingPoint();
  const help = useId();
  const open = meeting.state === 'OPEN' && !meeting.series.endedAt;
  const points = meeting.talkingPoints;

  const shift = async (index: number, step: 1 | -1) => {
    const point = points[index];
    const to = index + step;
    if (!point || to < 0 || to >= points.length || move.pending) return;
    const before = step === -1 ? points[to] : points[to + 1];
    if (await move.run(point.id, before?.id ?? null)) {
      setSaid(t('points.movedTo', { point: point.body, position: to + 1, count: points.length }));
      // The line keeps the focus where it has gone.
      requestAnimationFrame(() =>
        list.current?.querySelector<HTMLElement>(`[data-point="${point.id}"]`)?.focus(),
      );
    }
  };

  return (
    <Section title={t('points.title')} look="card">
      {points.length === 0 ? <p className={classes.quiet}>{t('points.none')}</p> : null}
      {points.length > 0 ? (
        <ul className={classes.list} ref={list}>
          {points.map((point, index) => (
            <li
              key={point.id}
              data-point={point.id}
              data-over={over === point.id || undefined}
              className={classes.point}
              tabIndex={open ? 0 : undefined}
              aria-describedby={open ? help : undefined}
              draggable={open}
              onDragStart={(event) => {
                setDragged(point.id);
                event.dataTransfer.effectAllowed = 'move';
              }}
              onDragOver={(event) => {
                if (!dragged) return;
                event.preventDefault();
                setOver(point.id);
              }}
              onDrop={(event) => {
                event.preventDefault();
                if (dragged && dragged !== point.id) void move.run(dragged, point.id);
              }}
              onDragEnd={() => {
                setDragged(null);
                setOver(null);
              }}
              onKeyDown={(event: KeyboardEvent) => {
                if (!open || !event.altKey || event.target !== event.currentTarget) return;
                const step = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
                if (!step) return;
                event.preventDefault();
                void shift(index, step);
              }}
            >
              <PointLine
                point={point}
                meeting={meeting}
                open={open}
                up={index > 0 ? () => void shift(index, -1) : undefined}
                down={index < points.length - 1 ? () => void shift(index, 1) : undefined}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {open && points.length > 1 ? (
        <p id={help} className={`${classes.see} ${classes.keys}`}>
          {t('points.keys')}
        </p>
      ) : (
        <span id={help} hidden />
      )}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {open ? <AddPoint meetingId={meeting.id} other={meeting.series.other.name} /> : null}
    </Section>
  );
}

interface PointLineProps {
  point: Point;
  meeting: Meeting;
  open: boolean;
  up: (() => void) | undefined;
  down: (() => void) | undefined;
}

function PointLine({ point, meeting, open, up, down }: PointLineProps) {
  const { t } = useTranslation('one_on_ones');
  const viewer = useViewer();
  const setState = useSetTalkingPointState();
  const remove = useDeleteTalkingPoint(meeting.id);
  const edit = useEditTalkingPoint();
  const [editing, setEditing] = useState(false);
  const mine = point.author.id === viewer.personId;
  const state = useWanted(point.state);
  const discussed = state.shown === 'DISCUSSED';

  const mark = async (wanted: Point['state']) => {
    state.want(wanted);
    if (!(await setState.run(point.id, wanted))) state.revert();
  };

  return (
    <>
      <Checkbox
        className={classes.check ?? ''}
        size="md"
        checked={discussed}
        disabled={!open}
        aria-label={t('points.discussed', { point: point.body })}
        onChange={(event) =>
          void mark(event.currentTarget.checked ? 'DISCUSSED' : 'OPEN')
        }
      />
      <div className={classes.body}>
        <span className={`${classes.text} ${discussed ? classes.done : ''}`}>{point.body}</span>
        <span className={classes.meta}>
          <span>{mine ? t('points.mine') : t('points.by', { name: point.author.name })}</span>
          {point.carriedOver ? <> · {t('points.carried')}</> : null}
          {point.visibility === 'PRIVATE' ? (
            <>
              {' · '}
              <span className={classes.lock}>
                <IconLock size={14} aria-hidden="true" /> {t('points.onlyYou')}
              </span>
            </>
          ) : null}
        </span>
      </div>
      {open ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={40}
              aria-label={t('points.menu', { point: point.body })}
            >
              <IconDots size={20} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={!up} onClick={up}>
              {t('points.up')}
            </Menu.Item>
            <Menu.Item disabled={!down} onClick={down}>
              {t('points.down')}
            </Menu.Item>
            {mine ? (
              <>
                <Menu.Item onClick={() => setEditing(true)}>{t('points.edit')}</Menu.Item>
                <Menu.Item
                  onClick={() =>
                    void edit.run({
                      input: {
                        talkingPointId: point.id,
                        body: point.body,
                        visibility: point.visibility === 'PRIVATE' ? 'SHARED' : 'PRIVATE',
                        version: point.version,
                      },
                    })
                  }
                >
                  {point.visibility === 'PRIVATE'
                    ? t('points.share', { name: meeting.series.other.name })
                    : t('points.hide')}
                </Menu.Item>
                <Menu.Item color="red" onClick={() => void remove.run(point)}>
                  {t('points.delete')}
                </Menu.Item>
              </>
            ) : null}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {editing ? <EditPointDialog point={point} onClose={() => setEditing(false)} /> : null}
    </>
  );
}

/** Writing comes first: a field, whom it is for, Ctrl/Cmd-Enter. */
function AddPoint({ meetingId, other }: { meetingId: string; other: string }) {
  const { t } = useTranslation('one_on_ones');
  const add = useAddTalkingPoint();
  const draft = useDraft(`one_on_ones.point:${meetingId}`, { body: '', only: false });
  const { body, only } = draft.value;

  const send = async () => {
    if (!body.trim()) return;
    const outcome = await add.run({
      input: { meetingId, body: body.trim(), visibility: only ? 'PRIVATE' : 'SHARED' },
    });
    if (outcome.ok) draft.clear();
  };

  return (
    <Form label={t('points.add')} onSubmit={() => void send()}>
      <div className={classes.add}>
        <Textarea
          autosize
          minRows={1}
          maxRows={8}
          size="md"
          aria-label={t('points.placeholder')}
          placeholder={t('points.placeholder')}
          value={body}
          onChange={(event) => draft.change({ body: event.currentTarget.value })}
          error={add.fieldError('body')}
        />
        <FormError>{add.error('body')}</FormError>
        <Seen>{only ? t('points.seePrivate') : t('points.seeShared', { name: other })}</Seen>
        <div className={classes.addRow}>
          <Switch
            label={t('points.private')}
            checked={only}
            onChange={(event) => draft.change({ only: event.currentTarget.checked })}
          />
          <Button type="submit" loading={add.pending} disabled={!body.trim()}>
            {t('points.add')}
          </Button>
        </div>
      </div>
    </Form>
  );
}

/** "Who will see this", small, beside the button. */
export function Seen({ children }: { children: string }) {
  const { t } = useTranslation('common');
  return (
    <span className={classes.see}>
      <IconEye size={16} aria-hidden="true" /> {t('whoWillSee')} {children}
    </span>
  );
}
