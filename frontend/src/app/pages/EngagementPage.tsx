import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { EngagementTabs } from '@/features/engagement/hub/EngagementTabs';
import { PastWaves } from '@/features/engagement/hub/PastWaves';
import { ToAnswer } from '@/features/engagement/hub/ToAnswer';
import { WaitingSheets } from '@/features/engagement/hub/WaitingSheets';
import { HubPlans } from '@/features/engagement/plans/HubPlans';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { Stack } from '@/ui/Stack';
import { NotThere } from '@/ui/states';

const KEEP = { keep: true };
const STEP = 20;

const EngagementPageQuery = graphql(`
  query EngagementPage($first: Int!, $after: String) {
    viewer {
      surveysToAnswer {
        wave {
          id
        }
        ...ToAnswer_invitation
      }
      ...HubPlans_viewer
      surveyWaves(first: $first, after: $after) {
        ...PastWaves_connection
      }
    }
  }
`);

/** What one is asked, what came of it, and who looked. */
export default function EngagementPage() {
  const { t } = useTranslation('answering');
  const [address] = useSearchParams();
  const result = useQuery({
    query: EngagementPageQuery,
    variables: { first: STEP, after: address.get('after') },
    context: KEEP,
  });
  return (
    <>
      <PageHeader title={t('hub.title')} lead={t('hub.lead')} />
      <EngagementTabs here="hub" />
      <Query result={result}>
        {({ viewer }) =>
          viewer ? (
            <Stack gap={28}>
              <WaitingSheets />
              <ToAnswer invitations={viewer.surveysToAnswer} />
              <HubPlans viewer={viewer} />
              <PastWaves waves={viewer.surveyWaves} />
              <p>
                <Link to={paths.surveyReplies}>{t('hub.replies')}</Link>
              </p>
            </Stack>
          ) : (
            <NotThere />
          )
        }
      </Query>
    </>
  );
}
