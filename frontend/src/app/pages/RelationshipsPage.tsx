import { Button } from '@mantine/core';
import { IconAffiliate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { RelationshipLine } from '@/features/relationships/RelationshipLine';
import { TeamCadence } from '@/features/relationships/TeamCadence';
import { graphql } from '@/gql';
import { Columns } from '@/ui/Columns';
import { List } from '@/ui/List';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';

const PAGE = 30;
const MOST = 100;

const RelationshipsPageQuery = graphql(`
  query RelationshipsPage($first: Int!) {
    viewer {
      relationships(first: $first) {
        totalCount
        pageInfo {
          hasNextPage
        }
        edges {
          node {
            key
            attention
            ...RelationshipLine_relationship
          }
        }
      }
      teamCadence {
        key
        ...TeamCadence_line
      }
    }
  }
`);

const KEEP = { keep: true };
const GROUPS = ['NOW', 'SOON', 'FINE'] as const;

/** The people one works with, by what needs attention, each with the reason in words. */
export default function RelationshipsPage() {
  const { t } = useTranslation(['relationships', 'common']);
  const [first, setFirst] = useState(PAGE);
  const result = useQuery({ query: RelationshipsPageQuery, variables: { first }, context: KEEP });
  return (
    <>
      <PageHeader title={t('all.title')} lead={t('all.lead')} />
      <Query result={result}>
        {({ viewer }) => {
          if (!viewer) return <NotThere />;
          const { edges, pageInfo } = viewer.relationships;
          if (edges.length === 0) {
            return (
              <EmptyState
                icon={<IconAffiliate size={30} stroke={1.5} />}
                title={t('all.none')}
                example={t('all.noneExample')}
              />
            );
          }
          return (
            <Columns
              main={
                <>
                  {GROUPS.map((group) => {
                    const lines = edges.filter(({ node }) => node.attention === group);
                    return lines.length === 0 ? null : (
                      <Section key={group} title={t(`attention.${group}`)}>
                        <List>
                          {lines.map(({ node }) => (
                            <RelationshipLine key={node.key} relationship={node} />
                          ))}
                        </List>
                      </Section>
                    );
                  })}
                  {pageInfo.hasNextPage && first < MOST ? (
                    <div>
                      <Button
                        variant="default"
                        onClick={() => setFirst((count) => Math.min(count + PAGE, MOST))}
                      >
                        {t('common:action.more')}
                      </Button>
                    </div>
                  ) : null}
                </>
              }
              side={viewer.teamCadence.length > 0 ? <TeamCadence team={viewer.teamCadence} /> : null}
            />
          );
        }}
      </Query>
    </>
  );
}
