import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import { ReviewLine } from './ReviewLine';
import classes from './reviews.module.css';

const ReviewsWritten = graphql(`
  query ReviewsWritten($first: Int!) {
    viewer {
      reviewsWritten(first: $first) {
        totalCount
        edges {
          node {
            id
            ...ReviewLine_review
          }
        }
      }
    }
  }
`);

const PAGE = 20;
/** The API gives no more at once. */
const MOST = 100;
const KEEP = { keep: true };

/** What the viewer has written, newest first. */
export function Written() {
  const { t } = useTranslation(['reviews', 'common']);
  const [first, setFirst] = useState(PAGE);
  const result = useQuery({ query: ReviewsWritten, variables: { first }, context: KEEP });
  return (
    <Section title={t('written.title')}>
      <Query result={result}>
        {({ viewer }) => {
          const found = viewer?.reviewsWritten;
          if (!found || found.edges.length === 0) {
            return <EmptyState title={t('written.none')} example={t('written.noneExample')} />;
          }
          return (
            <>
              <List label={t('written.title')}>
                {found.edges.map(({ node }) => (
                  <ReviewLine key={node.id} review={node} />
                ))}
              </List>
              {found.totalCount > found.edges.length && first < MOST ? (
                <div className={classes.buttons}>
                  <Button
                    variant="default"
                    loading={result[0].fetching}
                    onClick={() => setFirst(Math.min(MOST, first + PAGE))}
                  >
                    {t('common:action.more')}
                  </Button>
                </div>
              ) : null}
            </>
          );
        }}
      </Query>
    </Section>
  );
}
