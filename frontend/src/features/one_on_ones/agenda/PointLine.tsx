import { ActionIcon, Checkbox, Menu } from '@mantine/core';
import { IconDots, IconGripVertical, IconLock, IconRepeat } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useViewer } from '@/lib/session';
import classes from '../one_on_ones.module.css';
import { useDeleteTalkingPoint, useEditTalkingPoint } from '../useTalkingPoints';
import type { Grip } from './PlainPoints';

const EditPointDialog = lazy(() => import('./EditPointDialog'));
const MakePromiseDialog = lazy(() => import('../promises/MakePromiseDialog'));

export const PointLineFragment = graphql(`
  fragment PointLine_point on TalkingPoint {
    id
    body
    state
    visibility
    recurring
    carriedOver
    fromSuggestion
    version
    author {
      id
      name
    }
  }
`);

export type Point = DocumentType<typeof PointLineFragment>;

interface PointLineProps {
  point: FragmentType<typeof PointLineFragment>;
  /** As it is shown, which may be ahead of the server. */
  state: Point['state'];
  meetingId: string;
  other: { id: string; name: string };
  /** Whether the meeting is, so that anything may be changed. */
  open: boolean;
  grip?: Grip;
  /** Where it stands among the open ones, and how it goes elsewhere. */
  place?: { index: number; count: number; shift: (to: number) => void };
  onMark: (state: Point['state']) => void;
}

/** One point: what about, from whom, who sees it; ticked off, moved, changed. */
export function PointLine(props: PointLineProps) {
  const { state, meetingId, other, open, grip, place, onMark } = props;
  const point = unmask(PointLineFragment, props.point);
  const { t } = useTranslation('one_on_ones');
  const viewer = useViewer();
  const remove = useDeleteTalkingPoint(meetingId);
  const edit = useEditTalkingPoint();
  const [dialog, setDialog] = useState<'edit' | 'promise' | null>(null);
  const mine = point.author.id === viewer.personId;
  const discussed = state === 'DISCUSSED';
  const movable = open && !discussed && place !== undefined && place.count > 1;

  const change = (patch: { visibility?: Point['visibility']; recurring?: boolean }) =>
    void edit.change({
      talkingPointId: point.id,
      body: point.body,
      version: point.version,
      ...patch,
    });

  return (
    <>
      {movable ? (
        <Handle point={point} place={place} grip={grip ?? {}} />
      ) : null}
      <Checkbox
        className={classes.check ?? ''}
        size="md"
        checked={discussed}
        disabled={!open}
        data-check={point.id}
        aria-label={t('points.discussed', { point: point.body })}
        onChange={(event) => onMark(event.currentTarget.checked ? 'DISCUSSED' : 'OPEN')}
      />
      <div className={classes.body}>
        <span className={`${classes.text} ${discussed ? classes.past : ''}`}>{point.body}</span>
        <span className={classes.meta}>
          <span>{mine ? t('points.mine') : t('points.by', { name: point.author.name })}</span>
          {point.visibility === 'PRIVATE' ? (
            <>
              {' · '}
              <span className={classes.lock}>
                <IconLock size={14} aria-hidden="true" /> {t('points.onlyYou')}
              </span>
            </>
          ) : mine ? (
            // What the other one wrote is seen by both in any case.
            <> · {t('points.bothSee')}</>
          ) : null}
          {point.recurring ? (
            <>
              {' · '}
              <span className={classes.mark}>
                <IconRepeat size={14} aria-hidden="true" /> {t('points.recurring')}
              </span>
            </>
          ) : null}
          {point.carriedOver && !point.recurring && !discussed ? <> · {t('points.carried')}</> : null}
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
            {movable ? (
              <>
                <Menu.Item disabled={place.index === 0} onClick={() => place.shift(place.index - 1)}>
                  {t('points.up')}
                </Menu.Item>
                <Menu.Item
                  disabled={place.index === place.count - 1}
                  onClick={() => place.shift(place.index + 1)}
                >
                  {t('points.down')}
                </Menu.Item>
              </>
            ) : null}
            <Menu.Item onClick={() => setDialog('promise')}>{t('points.promise')}</Menu.Item>
            {mine ? (
              <>
                <Menu.Item onClick={() => setDialog('edit')}>{t('points.edit')}</Menu.Item>
                <Menu.Item onClick={() => change({ recurring: !point.recurring })}>
                  {point.recurring ? t('points.once') : t('points.everyTime')}
                </Menu.Item>
                <Menu.Item
                  onClick={() =>
                    change({ visibility: point.visibility === 'PRIVATE' ? 'SHARED' : 'PRIVATE' })
                  }
                >
                  {point.visibility === 'PRIVATE'
                    ? t('points.share', { name: other.name })
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
      <Suspense fallback={null}>
        {dialog === 'edit' ? (
          <EditPointDialog point={point} other={other.name} onClose={() => setDialog(null)} />
        ) : null}
        {dialog === 'promise' ? (
          <MakePromiseDialog
            point={point}
            meetingId={meetingId}
            other={other}
            onClose={() => setDialog(null)}
          />
        ) : null}
      </Suspense>
    </>
  );
}

interface HandleProps {
  point: Point;
  place: NonNullable<PointLineProps['place']>;
  grip: Grip;
}

/** By hand it is dragged, by keys it goes up and down. */
function Handle({ point, place, grip }: HandleProps) {
  const { t } = useTranslation('one_on_ones');
  const to: Record<string, number> = {
    ArrowUp: place.index - 1,
    ArrowDown: place.index + 1,
    Home: 0,
    End: place.count - 1,
  };
  return (
    <button
      type="button"
      {...grip}
      className={classes.handle}
      data-handle={point.id}
      aria-label={t('points.handle', {
        point: point.body,
        position: place.index + 1,
        count: place.count,
      })}
      aria-describedby="points-keys"
      onKeyDown={(event) => {
        const target = to[event.key];
        if (target === undefined) return;
        event.preventDefault();
        place.shift(target);
      }}
    >
      <IconGripVertical size={18} stroke={1.7} aria-hidden="true" />
    </button>
  );
}
