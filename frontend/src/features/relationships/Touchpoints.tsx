import { Button } from '@mantine/core';
import {
  IconCheck,
  IconFlag,
  IconHeart,
  IconMessageCircle,
  IconMessageQuestion,
  IconPlant2,
  IconTargetArrow,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import type { TouchpointKind } from '@/gql/graphql';
import { paths } from '@/lib/paths';
import { RelativeTime } from '@/ui/dates';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import classes from './relationships.module.css';

export const TouchpointsFragment = graphql(`
  fragment Touchpoints_relationship on Relationship {
    key
    touchpoints(first: $first, kinds: $kinds) {
      edges {
        node {
          key
          kind
          occurredAt
          subjectTitle
          by {
            id
            name
            isViewer
          }
          subject {
            __typename
            id
            ... on ActionItem {
              meeting {
                id
              }
            }
            ... on Goal {
              plan {
                id
              }
            }
          }
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

type Touchpoint = DocumentType<typeof TouchpointsFragment>['touchpoints']['edges'][number]['node'];

const ICONS = {
  ONE_ON_ONE_HELD: IconUsers,
  FEEDBACK_ASKED: IconMessageQuestion,
  FEEDBACK_GIVEN: IconMessageCircle,
  FEEDBACK_THANKED: IconHeart,
  KUDOS_GIVEN: IconHeart,
  PROMISE_MADE: IconFlag,
  PROMISE_KEPT: IconCheck,
  PLAN_AGREED: IconPlant2,
  CHECK_IN: IconTargetArrow,
} as const;

const WARM = new Set(['KUDOS_GIVEN', 'FEEDBACK_THANKED']);

/** What the timeline can be narrowed to, by the name that stands in the address. */
export const FILTERS = {
  meetings: ['ONE_ON_ONE_HELD'],
  thanks: ['KUDOS_GIVEN', 'FEEDBACK_THANKED'],
  feedback: ['FEEDBACK_ASKED', 'FEEDBACK_GIVEN'],
  promises: ['PROMISE_MADE', 'PROMISE_KEPT'],
  development: ['PLAN_AGREED', 'CHECK_IN'],
} as const satisfies Record<string, readonly TouchpointKind[]>;

export type Filter = keyof typeof FILTERS;

interface TouchpointsProps {
  pair: FragmentType<typeof TouchpointsFragment>;
  filter: Filter | null;
  more: () => void;
}

/** What there was between the two, newest first. */
export function Touchpoints({ pair: masked, filter, more }: TouchpointsProps) {
  const { touchpoints } = unmask(TouchpointsFragment, masked);
  const { t } = useTranslation(['relationships', 'common']);
  return (
    <Section title={t('history.title')} look="card">
      <nav aria-label={t('history.kinds')}>
        <ul className={classes.kinds}>
          {([null, ...(Object.keys(FILTERS) as Filter[])] as const).map((one) => (
            <li key={one ?? 'all'}>
              <Link
                className={classes.kind}
                to={one ? `?only=${one}` : '?'}
                replace
                preventScrollReset
                aria-current={one === filter}
              >
                {t(`history.kind.${one ?? 'all'}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {touchpoints.edges.length === 0 ? (
        filter ? (
          <p className={classes.dim}>{t('history.noneOfKind')}</p>
        ) : (
          <EmptyState title={t('history.none')} example={t('history.noneExample')} />
        )
      ) : (
        <ol className={classes.timeline}>
          {touchpoints.edges.map(({ node }) => (
            <Touch key={node.key} touchpoint={node} />
          ))}
        </ol>
      )}
      {touchpoints.pageInfo.hasNextPage ? (
        <div>
          <Button variant="default" onClick={more}>
            {t('common:action.more')}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}

function Touch({ touchpoint }: { touchpoint: Touchpoint }) {
  const { t } = useTranslation('relationships');
  const { kind, by, subjectTitle } = touchpoint;
  const Icon = ICONS[kind];
  const target = addressOf(touchpoint);
  const whose = by.isViewer ? 'mine' : 'theirs';
  const what =
    kind === 'ONE_ON_ONE_HELD' || kind === 'PLAN_AGREED'
      ? t(`touch.${kind}`)
      : t(`touch.${kind}.${whose}`, { name: by.name });
  return (
    <li className={classes.touch}>
      <span className={classes.icon} data-warm={WARM.has(kind) || undefined} aria-hidden="true">
        <Icon size={18} stroke={1.7} />
      </span>
      <div className={classes.words}>
        <span className={classes.what}>{what}</span>
        {target ? (
          <Link className={classes.subject} to={target}>
            {subjectTitle ?? what}
          </Link>
        ) : subjectTitle ? (
          <span className={classes.subject}>{subjectTitle}</span>
        ) : (
          <span className={classes.dim}>{t('touch.hidden')}</span>
        )}
        <p className={classes.dim}>
          <RelativeTime at={touchpoint.occurredAt} />
        </p>
      </div>
    </li>
  );
}

function addressOf({ subject }: Touchpoint): string | undefined {
  switch (subject?.__typename) {
    case 'OneOnOneMeeting':
      return paths.meeting(subject.id);
    case 'FeedbackRequest':
      return paths.feedbackRequest(subject.id);
    case 'FeedbackNote':
      return paths.feedbackNote(subject.id);
    case 'Kudos':
      return paths.kudos(subject.id);
    case 'DevelopmentPlan':
      return paths.plan(subject.id);
    case 'ActionItem':
      return paths.meeting(subject.meeting.id);
    case 'Goal':
      return paths.goal(subject.plan?.id, subject.id);
    default:
      return undefined;
  }
}
