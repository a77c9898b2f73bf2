import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { OrgChart } from '@/features/people/OrgChart';
import { graphql } from '@/gql';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';

const OrgChartPageQuery = graphql(`
  query OrgChartPage {
    viewer {
      person {
        id
        managerChain {
          id
        }
      }
    }
    orgChart {
      id
      ...OrgNode_person
    }
  }
`);

export default function OrgChartPage() {
  const { t } = useTranslation('people');
  const result = useQuery({ query: OrgChartPageQuery });
  return (
    <>
      <PageHeader title={t('org.title')} lead={t('org.lead')} />
      <Query result={result}>
        {({ orgChart, viewer }) =>
          orgChart.length === 0 ? (
            <EmptyState title={t('org.none')} example={t('org.noneExample')} />
          ) : (
            <OrgChart
              roots={orgChart}
              open={
                new Set([
                  ...(viewer?.person.managerChain ?? []).map((one) => one.id),
                  ...(viewer ? [viewer.person.id] : []),
                ])
              }
            />
          )
        }
      </Query>
    </>
  );
}
