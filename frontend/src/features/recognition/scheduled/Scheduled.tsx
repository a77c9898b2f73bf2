import { Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { wallClock } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { Markdown } from '@/ui/Markdown';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { ValueChip } from '@/ui/ValueMark';
import { EMPTY, type Thanks } from '../give/draft';
import { groupKey } from '../give/WhomPicker';
import { useCancelScheduledKudos, useGiveScheduledKudosNow } from '../useGiveKudos';
import classes from './scheduled.module.css';

const GiveKudosDialog = lazy(() => import('../give/GiveKudosDialog'));

const ScheduledFragment = graphql(`
  fragment Scheduled_scheduledKudos on ScheduledKudos {
    id
    giveAt
    message
    visibility
    points
    pictureUrl
    pictureAlt
    state
    problem
    receivers {
      id
      name
    }
    groups {
      kind
      id
      name
      size
    }
    audience {
      id
      name
    }
    mentioned {
      id
      name
    }
    companyValue {
      id
      name
      color
      icon
    }
  }
`);

const ScheduledKudosQuery = graphql(`
  query ScheduledKudos {
    scheduledKudos {
      id
      ...Scheduled_scheduledKudos
    }
  }
`);

const KEEP = { keep: true };

/** What the viewer will have said, soonest first, and what could not be said. */
export function Scheduled() {
  const { t } = useTranslation('recognition');
  const navigate = useNavigate();
  const result = useQuery({ query: ScheduledKudosQuery, context: KEEP });
  return (
    <Query result={result}>
      {({ scheduledKudos }) =>
        scheduledKudos.length === 0 ? (
          <EmptyState
            icon={<IconClock size={32} stroke={1.5} />}
            title={t('scheduled.none')}
            example={t('scheduled.noneExample')}
            action={
              <Button onClick={() => void navigate(`${paths.recognition}?give`)}>{t('give.open')}</Button>
            }
          />
        ) : (
          <ul className={classes.list}>
            {scheduledKudos.map((one) => (
              <li key={one.id}>
                <ScheduledLine scheduled={one} />
              </li>
            ))}
          </ul>
        )
      }
    </Query>
  );
}

function ScheduledLine({ scheduled: masked }: { scheduled: FragmentType<typeof ScheduledFragment> }) {
  const scheduled = unmask(ScheduledFragment, masked);
  const { t } = useTranslation(['recognition', 'common']);
  const dates = useDates();
  const cancel = useCancelScheduledKudos();
  const now = useGiveScheduledKudosNow();
  const navigate = useNavigate();
  const [changing, setChanging] = useState(false);
  const input = { scheduledId: scheduled.id };
  const names = [
    ...scheduled.receivers.map((one) => one.name),
    ...scheduled.groups.map(({ kind, name, size }) =>
      t(kind === 'TEAM' ? 'card.teamThanked' : 'card.group', { name, count: size }),
    ),
  ];
  const failed = scheduled.state === 'FAILED';

  return (
    <article className={classes.line} data-failed={failed || undefined}>
      <p className={classes.when}>
        <IconClock size={16} stroke={1.8} aria-hidden="true" />
        {dates.full(scheduled.giveAt)}
      </p>
      <h2 className={classes.to}>{new Intl.ListFormat(dates.locale, { type: 'conjunction' }).format(names)}</h2>
      <Markdown>{scheduled.message}</Markdown>
      {scheduled.pictureUrl ? (
        <img className={classes.picture} src={scheduled.pictureUrl} alt={scheduled.pictureAlt} />
      ) : null}
      <div className={classes.tags}>
        {scheduled.companyValue ? <ValueChip value={scheduled.companyValue} plain /> : null}
        {scheduled.points > 0 ? (
          <span className={classes.points}>{t('card.points', { count: scheduled.points })}</span>
        ) : null}
        <span className={classes.dim}>{t(`give.${scheduled.visibility}`)}</span>
      </div>
      {failed && scheduled.problem ? <p className={classes.problem}>{scheduled.problem}</p> : null}
      <FormError>{cancel.error() ?? now.error()}</FormError>
      <div className={classes.actions}>
        <Button
          variant="subtle"
          color="gray"
          loading={cancel.pending}
          onClick={() =>
            void cancel.run({ input }).then((outcome) => {
              if (outcome.ok) toast(t('scheduled.cancelled'));
            })
          }
        >
          {t('scheduled.cancel')}
        </Button>
        <Button variant="default" onClick={() => setChanging(true)}>
          {t('common:action.change')}
        </Button>
        <Button
          loading={now.pending}
          onClick={() =>
            void now.run({ input }).then((outcome) => {
              if (outcome.ok) void navigate(paths.kudos(outcome.data.kudos.id));
            })
          }
        >
          {t('scheduled.now')}
        </Button>
      </div>
      {changing ? (
        <Suspense fallback={null}>
          <GiveKudosDialog
            instead={{ scheduledId: scheduled.id, thanks: thanksOf(scheduled, dates.zone, (name) => t('give.teamOf', { name })) }}
            onClose={() => setChanging(false)}
          />
        </Suspense>
      ) : null}
    </article>
  );
}

/** As the form has it; a picture has to be chosen again, for it belongs to the one that is replaced. */
function thanksOf(
  scheduled: DocumentType<typeof ScheduledFragment>,
  zone: string,
  teamOf: (name: string) => string,
): Thanks {
  return {
    ...EMPTY,
    to: [
      ...scheduled.receivers.map(({ id, name }) => ({ id, name })),
      ...scheduled.groups.map(({ kind, id, name }) => ({
        id: groupKey(kind, id),
        name: kind === 'TEAM' ? teamOf(name) : name,
      })),
    ],
    message: scheduled.message,
    picked: scheduled.mentioned.map(({ id, name }) => ({ id, name })),
    value: scheduled.companyValue?.id ?? '',
    visibility: scheduled.visibility,
    audience: scheduled.audience?.id ?? '',
    withPoints: scheduled.points > 0,
    points: scheduled.points,
    later: true,
    at: wallClock(scheduled.giveAt, zone),
  };
}
