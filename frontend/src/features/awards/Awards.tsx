import { IconTrophy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { useViewer } from '@/lib/session';
import { List } from '@/ui/List';
import { type PartOf, Parts } from '@/ui/Parts';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';
import { AwardLine } from './AwardLine';

const AwardList = graphql(`
  query AwardList($after: String) {
    awards(first: 20, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          state
          ...AwardLine_award
        }
      }
    }
  }
`);

const KEEP = { keep: true };
const OVER = new Set(['ANNOUNCED', 'CANCELLED']);

/** Awards that are on, and those that were. */
export function Awards() {
  return (
    <Stack gap={28}>
      <Parts>{(part) => <Part {...part} />}</Parts>
    </Stack>
  );
}

function Part({ after, more }: PartOf) {
  const { t } = useTranslation('awards');
  const { isHr } = useViewer();
  const result = useQuery({ query: AwardList, variables: { after }, context: KEEP });
  return (
    <Query result={result}>
      {({ awards }) => {
        const all = awards.edges.map((edge) => edge.node);
        if (all.length === 0) {
          return (
            <EmptyState
              icon={<IconTrophy size={32} stroke={1.5} />}
              title={t('none')}
              example={isHr ? t('noneHr') : t('noneExample')}
            />
          );
        }
        const groups = [
          ['on', all.filter((one) => !OVER.has(one.state))],
          ['over', all.filter((one) => OVER.has(one.state))],
        ] as const;
        return (
          <>
            {groups.map(([group, some]) =>
              some.length > 0 ? (
                <Section key={group} title={t(`group.${group}`)}>
                  <List label={t(`group.${group}`)}>
                    {some.map((one) => (
                      <AwardLine key={one.id} award={one} />
                    ))}
                  </List>
                </Section>
              ) : null,
            )}
            {more(awards.pageInfo)}
          </>
        );
      }}
    </Query>
  );
}
