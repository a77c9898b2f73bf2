import { Button, VisuallyHidden } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { Suspense, lazy, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { calendarDate } from '@/lib/dates';
import { useViewer } from '@/lib/session';
import { useDates } from '@/ui/dates';
import { Section } from '@/ui/Section';
import { AddPoint } from './agenda/AddPoint';
import { DiscussedEarlier } from './agenda/DiscussedEarlier';
import { type Grip, PlainPoints } from './agenda/PlainPoints';
import { type Point, PointLine } from './agenda/PointLine';
import { sections } from './agenda/sections';
import { Suggestions } from './agenda/Suggestions';
import { useOrder } from './agenda/useOrder';
import classes from './one_on_ones.module.css';
import { useMoveTalkingPoint, useSetTalkingPointState } from './useTalkingPoints';

// Where the part that drags cannot be loaded, keys and menus still order the points.
const DraggablePoints = lazy(() =>
  import('./agenda/DraggablePoints').catch(() => ({ default: PlainPoints })),
);
const TemplatesDialog = lazy(() => import('./agenda/TemplatesDialog'));

export const TalkingPointsFragment = graphql(`
  fragment TalkingPoints_meeting on OneOnOneMeeting {
    id
    state
    scheduledAt
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
      state
      discussedAt
      recurring
      visibility
      ...PointLine_point
    }
  }
`);

/** What the two want to speak about: in order, shared or private; what was discussed by its day. */
export function TalkingPoints({
  meeting: masked,
}: {
  meeting: FragmentType<typeof TalkingPointsFragment>;
}) {
  const meeting = unmask(TalkingPointsFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const viewer = useViewer();
  const dates = useDates();
  const [said, setSaid] = useState('');
  const [templates, setTemplates] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const marks = useMarks(meeting.talkingPoints);
  const move = useMoveTalkingPoint();
  const open = meeting.state === 'OPEN' && !meeting.series.endedAt;

  const dayOf = (instant: string) => calendarDate(new Date(instant), viewer.timeZone);
  const points = meeting.talkingPoints.map((point) => {
    const state = marks.shown(point);
    return state === point.state
      ? point
      : { ...point, state, discussedAt: state === 'DISCUSSED' ? new Date().toISOString() : null };
  });
  const parts = sections(points, dayOf, dayOf(meeting.scheduledAt));
  const order = useOrder(
    parts.open.map((point) => point.id),
    move.run,
  );
  const byId = new Map(points.map((point) => [point.id, point]));

  const focus = (selector: string) => area.current?.querySelector<HTMLElement>(selector)?.focus();
  const shift = (id: string, to: number) => {
    const point = byId.get(id);
    const place = Math.max(0, Math.min(to, order.ids.length - 1));
    if (!point || place === order.ids.indexOf(id)) return;
    const held = document.activeElement?.getAttribute('data-handle') === id;
    flushSync(() => {
      void order.move(id, place);
      setSaid(t('points.movedTo', { point: point.body, position: place + 1, count: order.ids.length }));
    });
    // The line takes the focus along to where it has gone.
    if (held) focus(`[data-handle="${CSS.escape(id)}"]`);
  };
  const mark = (id: string, state: Point['state']) => {
    const point = byId.get(id);
    if (!point) return;
    const following = order.ids[order.ids.indexOf(id) + 1];
    flushSync(() => {
      marks.mark(id, state);
      setSaid(t(state === 'DISCUSSED' ? 'points.discussed' : 'points.openedAgain', { point: point.body }));
    });
    // On to the next one; a point that is open again is followed to its place.
    const next = state === 'OPEN' ? id : following;
    focus(next ? `[data-check="${CSS.escape(next)}"]` : '[data-discussed]');
  };

  const line = (id: string, grip: Grip) => {
    const point = byId.get(id);
    const place = order.ids.indexOf(id);
    return point ? (
      <PointLine
        point={point}
        state="OPEN"
        meetingId={meeting.id}
        other={meeting.series.other}
        open={open}
        grip={grip}
        place={{ index: place, count: order.ids.length, shift: (to) => shift(id, to) }}
        onMark={(state) => mark(id, state)}
      />
    ) : null;
  };
  const List = open && order.ids.length > 1 ? DraggablePoints : PlainPoints;
  const list = { ids: order.ids, onMove: shift, line };

  return (
    <Section
      title={t('points.title')}
      look="card"
      aside={
        open ? (
          <Button
            variant="subtle"
            size="compact-md"
            leftSection={<IconTemplate size={18} stroke={1.7} aria-hidden="true" />}
            onClick={() => setTemplates(true)}
          >
            {t('templates.open')}
          </Button>
        ) : undefined
      }
    >
      <div className={classes.agenda} ref={area}>
        {order.ids.length > 0 ? (
          <Suspense fallback={<PlainPoints {...list} />}>
            <List {...list} />
          </Suspense>
        ) : open ? (
          <p className={classes.quiet}>
            {points.length === 0 ? t('points.none') : t('points.allDiscussed')}
          </p>
        ) : points.length === 0 ? (
          <p className={classes.quiet}>{t('points.noneClosed')}</p>
        ) : null}
        {open && order.ids.length > 1 ? (
          <p id="points-keys" className={`${classes.see} ${classes.keys}`}>
            {t('points.keys')}
          </p>
        ) : null}
        {open ? <AddPoint meetingId={meeting.id} other={meeting.series.other.name} /> : null}
        {open ? <Suggestions meetingId={meeting.id} series={meeting.series} /> : null}
        {parts.discussed.map(({ day, points: on }, index) => (
          <section key={day} className={classes.day} aria-labelledby={`discussed-${day}`}>
            <h3 id={`discussed-${day}`} tabIndex={-1} data-discussed={index === 0 || undefined}>
              {t('points.discussedOn', { date: dates.date(day) })}
            </h3>
            <ul className={classes.list}>
              {on.map((point) => (
                <li key={point.id} data-point={point.id} className={classes.point}>
                  <PointLine
                    point={point}
                    state="DISCUSSED"
                    meetingId={meeting.id}
                    other={meeting.series.other}
                    open={open}
                    onMark={(state) => mark(point.id, state)}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
        <VisuallyHidden role="status">{said}</VisuallyHidden>
      </div>
      <DiscussedEarlier
        seriesId={meeting.series.id}
        without={new Set(points.map((point) => point.id))}
      />
      {templates ? (
        <Suspense fallback={null}>
          <TemplatesDialog
            meetingId={meeting.id}
            present={parts.open
              .filter((point) => point.visibility === 'SHARED')
              .map(({ body, recurring }) => ({ body, recurring }))}
            onClose={() => setTemplates(false)}
          />
        </Suspense>
      ) : null}
    </Section>
  );
}

interface Ticked {
  id: string;
  state: Point['state'];
}

/** Ticks that are shown at once, until the server has them or refuses them. */
function useMarks(points: readonly Ticked[]) {
  const [asked, setAsked] = useState<Record<string, { state: Point['state']; instead: Point['state'] }>>({});
  const { run } = useSetTalkingPointState();
  const actual = new Map(points.map((point) => [point.id, point.state]));
  const waiting = Object.entries(asked).filter(([id, { instead }]) => actual.get(id) === instead);
  if (waiting.length < Object.keys(asked).length) setAsked(Object.fromEntries(waiting));
  return {
    shown: ({ id, state }: Ticked) => (asked[id]?.instead === state ? asked[id].state : state),
    mark: (id: string, state: Point['state']) => {
      const instead = actual.get(id);
      if (instead === undefined) return;
      setAsked((before) => ({ ...before, [id]: { state, instead } }));
      void run(id, state).then((done) => {
        if (done) return;
        setAsked((before) => Object.fromEntries(Object.entries(before).filter(([key]) => key !== id)));
      });
    },
  };
}
