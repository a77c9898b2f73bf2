import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { CycleForEverybody } from '@/features/feedback/cycles/hr/CycleForEverybody';
import { CycleSections } from '@/features/feedback/cycles/hr/CycleSections';
import { CycleStateMark } from '@/features/feedback/cycles/parts/CycleStateMark';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';

const CyclePageQuery = graphql(`
  query CyclePage($id: ID!) {
    cycle(id: $id) {
      id
      name
      state
      canManage
      ...CycleSections_cycle
      ...CycleForEverybody_cycle
    }
  }
`);

const KEEP = { keep: true };

/** One cycle: its editor while it is a draft, then how it goes; for others what is promised them. */
export default function CyclePage() {
  const { t } = useTranslation('cycles');
  const viewer = useViewer();
  const { id = '', '*': part = '' } = useParams();
  const result = useQuery({ query: CyclePageQuery, variables: { id }, context: KEEP });
  const back = viewer.isHr ? { back: { to: paths.cycles, label: t('title') } } : {};
  const cycle = result[0].data?.cycle;
  return (
    <>
      <PageHeader
        title={cycle?.name ?? t('cycle')}
        {...(cycle ? { action: <CycleStateMark state={cycle.state} /> } : {})}
        {...back}
      />
      <Query result={result}>
        {({ cycle: found }) =>
          !found ? (
            <NotThere />
          ) : found.canManage ? (
            <CycleSections cycle={found} part={part} />
          ) : (
            <CycleForEverybody cycle={found} />
          )
        }
      </Query>
    </>
  );
}
