import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconLock } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { calendarDate } from '@/lib/dates';
import { useViewer } from '@/lib/session';
import { DateText } from '@/ui/dates';
import { Query } from '@/ui/Query';
import { LoadingState } from '@/ui/states';
import classes from '../one_on_ones.module.css';

const DiscussedPoints = graphql(`
  query DiscussedPoints($id: ID!, $after: String) {
    series(id: $id) {
      id
      discussedPoints(first: 20, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            body
            visibility
            discussedAt
            author {
              id
              name
            }
          }
        }
      }
    }
  }
`);

interface DiscussedEarlierProps {
  seriesId: string;
  /** Points that stand on the page already. */
  without: ReadonlySet<string>;
}

/** What was discussed in earlier meetings: folded, and read only when it is unfolded. */
export function DiscussedEarlier({ seriesId, without }: DiscussedEarlierProps) {
  const { t } = useTranslation('one_on_ones');
  const id = useId();
  const [open, setOpen] = useState(false);
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-md"
        className={classes.fold ?? ''}
        aria-expanded={open}
        aria-controls={id}
        leftSection={
          open ? (
            <IconChevronDown size={16} aria-hidden="true" />
          ) : (
            <IconChevronRight size={16} aria-hidden="true" />
          )
        }
        onClick={() => setOpen(!open)}
      >
        {t('points.earlier')}
      </Button>
      <div id={id} hidden={!open}>
        {open
          ? cursors.map((after, index) => (
              <Part
                key={after ?? 'first'}
                seriesId={seriesId}
                after={after}
                without={without}
                last={index === cursors.length - 1}
                more={(cursor) => setCursors((before) => [...before, cursor])}
              />
            ))
          : null}
      </div>
    </div>
  );
}

interface PartProps extends DiscussedEarlierProps {
  after: string | null;
  last: boolean;
  more: (cursor: string) => void;
}

function Part({ seriesId, after, without, last, more }: PartProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const viewer = useViewer();
  const result = useQuery({ query: DiscussedPoints, variables: { id: seriesId, after } });
  return (
    <Query result={result} loading={<LoadingState lines={2} height={48} />}>
      {({ series }) => {
        const { edges = [], pageInfo } = series?.discussedPoints ?? {};
        const points = edges.map((edge) => edge.node).filter((point) => !without.has(point.id));
        const next = pageInfo?.hasNextPage ? pageInfo.endCursor : null;
        return (
          <>
            {points.length === 0 && after === null && !next ? (
              <p className={classes.quiet}>{t('points.earlierNone')}</p>
            ) : null}
            <ul className={classes.earlier}>
              {points.map((point) => (
                <li key={point.id}>
                  <span className={classes.text}>{point.body}</span>
                  <span className={classes.meta}>
                    {point.discussedAt ? (
                      <DateText date={calendarDate(new Date(point.discussedAt), viewer.timeZone)} />
                    ) : null}
                    {' · '}
                    {point.author.id === viewer.personId
                      ? t('points.mine')
                      : t('points.by', { name: point.author.name })}
                    {point.visibility === 'PRIVATE' ? (
                      <>
                        {' · '}
                        <span className={classes.lock}>
                          <IconLock size={14} aria-hidden="true" /> {t('points.onlyYou')}
                        </span>
                      </>
                    ) : null}
                  </span>
                </li>
              ))}
            </ul>
            {last && next ? (
              <Button variant="default" onClick={() => more(next)}>
                {t('common:action.more')}
              </Button>
            ) : null}
          </>
        );
      }}
    </Query>
  );
}
