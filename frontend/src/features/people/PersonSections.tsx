import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { plainText } from '@/lib/plainText';
import { RelativeTime, useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { ProgressBar } from '@/ui/ProgressBar';
import { Section } from '@/ui/Section';
import classes from './people.module.css';

export const PersonReportsFragment = graphql(`
  fragment PersonReports_person on Person {
    id
    directReportCount
    directReports(first: 50) {
      edges {
        node {
          id
          ...PersonLine_person
        }
      }
    }
  }
`);

/** Who reports to this person; nothing when nobody does. */
export function PersonReports({ person: masked }: { person: FragmentType<typeof PersonReportsFragment> }) {
  const { directReports, directReportCount } = unmask(PersonReportsFragment, masked);
  const { t } = useTranslation('people');
  if (directReportCount === 0) return null;
  return (
    <Section title={t('person.reports')} aside={<span className={classes.dim}>{directReportCount}</span>}>
      <ul className={classes.list}>
        {directReports.edges.map(({ node }) => (
          <li key={node.id} className={classes.thanks}>
            <PersonLine person={node} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

export const PersonThanksFragment = graphql(`
  fragment PersonThanks_person on Person {
    id
    kudosReceived(first: 5) {
      edges {
        node {
          id
          message
          createdAt
          author {
            id
            ...PersonLine_person
          }
        }
      }
    }
  }
`);

/** The newest thanks that the viewer may see. */
export function PersonThanks({ person: masked }: { person: FragmentType<typeof PersonThanksFragment> }) {
  const { kudosReceived } = unmask(PersonThanksFragment, masked);
  const { t } = useTranslation('people');
  return (
    <Section title={t('person.thanks')}>
      {kudosReceived.edges.length === 0 ? (
        <p className={classes.dim}>{t('person.thanksNone')}</p>
      ) : (
        <ul className={classes.list}>
          {kudosReceived.edges.map(({ node }) => (
            <li key={node.id} className={classes.thanks}>
              <PersonLine person={node.author} size="sm" note={<RelativeTime at={node.createdAt} />} />
              <p>
                <Link className={classes.link} to={paths.kudos(node.id)}>
                  {plainText(node.message)}
                </Link>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export const PersonPlansFragment = graphql(`
  fragment PersonPlans_person on Person {
    id
    developmentPlans {
      id
      title
      startsOn
      endsOn
      progress
    }
  }
`);

/** Plans that the viewer may read; nothing when there are none. */
export function PersonPlans({ person: masked }: { person: FragmentType<typeof PersonPlansFragment> }) {
  const { developmentPlans } = unmask(PersonPlansFragment, masked);
  const { t } = useTranslation('people');
  const dates = useDates();
  if (developmentPlans.length === 0) return null;
  return (
    <Section title={t('person.plans')}>
      <ul className={classes.list}>
        {developmentPlans.map((plan) => (
          <li key={plan.id} className={classes.thanks}>
            <Link className={classes.link} to={paths.plan(plan.id)}>
              {plan.title}
            </Link>
            <p className={classes.dim}>
              {t('person.plan', { from: dates.date(plan.startsOn), to: dates.date(plan.endsOn) })}
            </p>
            {plan.progress === null ? null : <ProgressBar value={plan.progress} label={plan.title} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export const PersonFeedbackFragment = graphql(`
  fragment PersonFeedback_person on Person {
    id
    feedbackForThem {
      id
      behaviour
      createdAt
      author {
        id
        ...PersonLine_person
      }
    }
  }
`);

/** Feedback about this person that its authors let the viewer read; nothing when there is none. */
export function PersonFeedback({ person: masked }: { person: FragmentType<typeof PersonFeedbackFragment> }) {
  const { feedbackForThem } = unmask(PersonFeedbackFragment, masked);
  const { t } = useTranslation('people');
  if (feedbackForThem.length === 0) return null;
  return (
    <Section title={t('person.feedback')}>
      <ul className={classes.list}>
        {feedbackForThem.map((note) => (
          <li key={note.id} className={classes.thanks}>
            <PersonLine person={note.author} size="sm" note={<RelativeTime at={note.createdAt} />} />
            <p>
              <Link className={classes.link} to={paths.feedbackNote(note.id)}>
                {note.behaviour}
              </Link>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export const PersonHistoryFragment = graphql(`
  fragment PersonHistory_person on Person {
    id
    history {
      kind
      startsOn
      endsOn
      person {
        id
        name
      }
      department {
        id
        name
      }
    }
  }
`);

/** Managers and departments over time; empty for whom it does not concern. */
export function PersonHistory({ person: masked }: { person: FragmentType<typeof PersonHistoryFragment> }) {
  const { history } = unmask(PersonHistoryFragment, masked);
  const { t } = useTranslation('people');
  const dates = useDates();
  if (history.length === 0) return null;
  return (
    <Section title={t('person.history')}>
      <ul className={classes.list}>
        {history.map((entry) => {
          const from = entry.startsOn ? dates.date(entry.startsOn) : null;
          const to = entry.endsOn ? dates.date(entry.endsOn) : null;
          return (
            <li key={`${entry.kind}${entry.startsOn}${entry.endsOn}`} className={classes.thanks}>
              {entry.kind === 'MANAGER'
                ? t('person.historyManager', { name: entry.person?.name ?? '–' })
                : t('person.historyDepartment', { name: entry.department?.name ?? '–' })}
              <p className={classes.dim}>
                {from && to
                  ? t('person.historySpan', { from, to })
                  : from
                    ? t('person.historySince', { from })
                    : to
                      ? t('person.historyUntil', { to })
                      : null}
              </p>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** Leads to the page of the two. */
export function PairLink({ personId, name }: { personId: string; name: string }) {
  const { t } = useTranslation('people');
  return (
    <Button variant="light" fullWidth component={Link} to={paths.pair(personId)}>
      {t('do.pair', { name })}
    </Button>
  );
}
