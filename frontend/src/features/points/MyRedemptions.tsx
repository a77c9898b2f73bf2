import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { List } from '@/ui/List';
import { type PartOf, Parts } from '@/ui/Parts';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { LoadingState } from '@/ui/states';
import classes from './points.module.css';
import { RedemptionLine } from './RedemptionLine';

const MyRedemptionsQuery = graphql(`
  query MyRedemptions($after: String) {
    redemptions(first: 10, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          ...RedemptionLine_redemption
        }
      }
    }
  }
`);

const KEEP = { keep: true };

/** What the viewer asked for, newest first. */
export function MyRedemptions() {
  const { t } = useTranslation('points');
  return (
    <Section title={t('mine.title')}>
      <Parts>{(part) => <Part {...part} />}</Parts>
    </Section>
  );
}

function Part({ after, more }: PartOf) {
  const { t } = useTranslation('points');
  const result = useQuery({ query: MyRedemptionsQuery, variables: { after }, context: KEEP });
  return (
    <Query result={result} loading={<LoadingState lines={1} height={88} />}>
      {({ redemptions }) =>
        redemptions.edges.length === 0 ? (
          <p className={classes.quiet}>{t('mine.none')}</p>
        ) : (
          <>
            <List label={t('mine.title')}>
              {redemptions.edges.map(({ node }) => (
                <RedemptionLine key={node.id} redemption={node} />
              ))}
            </List>
            {more(redemptions.pageInfo)}
          </>
        )
      }
    </Query>
  );
}
