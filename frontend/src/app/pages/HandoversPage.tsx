import { Button } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { CloseOpenItems } from '@/features/handovers/CloseOpenItems';
import { HandoverLine } from '@/features/handovers/HandoverLine';
import { graphql } from '@/gql';
import { List } from '@/ui/List';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { Stack } from '@/ui/Stack';
import { EmptyState, NotThere } from '@/ui/states';
import { paths } from '@/lib/paths';

const HandoversPageQuery = graphql(`
  query HandoversPage {
    viewer {
      handovers {
        id
        ...HandoverLine_handover
      }
      handoverCandidates {
        key
        ...HandoverCandidate_candidate
      }
    }
  }
`);

/** What one hands over when a manager changes, when one moves, or when one leaves. */
export default function HandoversPage() {
  const { t } = useTranslation('handovers');
  const result = useQuery({ query: HandoversPageQuery });
  const begin = (
    <Button component={Link} to={`${paths.handovers}/new`}>
      {t('begin')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} action={begin} />
      <Query result={result}>
        {({ viewer }) =>
          viewer ? (
            <Stack gap={28}>
              {viewer.handovers.length === 0 ? (
                <EmptyState
                  icon={<IconArrowsExchange size={30} stroke={1.5} />}
                  title={t('none')}
                  example={t('noneExample')}
                />
              ) : (
                <List label={t('title')}>
                  {viewer.handovers.map((handover) => (
                    <HandoverLine key={handover.id} handover={handover} />
                  ))}
                </List>
              )}
              <CloseOpenItems candidates={viewer.handoverCandidates} />
            </Stack>
          ) : (
            <NotThere />
          )
        }
      </Query>
    </>
  );
}
