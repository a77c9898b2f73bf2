import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { Answering } from '@/features/engagement/answer/Answering';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';

// What one is asked can be read again without a network; the answers wait on the device.
const KEEP = { keep: true };

const SurveyAnswerPageQuery = graphql(`
  query SurveyAnswerPage($waveId: ID!) {
    surveyInvitation(waveId: $waveId) {
      title
      ...Answering_invitation
    }
  }
`);

/** A survey as whoever is asked answers it. */
export default function SurveyAnswerPage() {
  const { t } = useTranslation('answering');
  const { id = '' } = useParams();
  const result = useQuery({
    query: SurveyAnswerPageQuery,
    variables: { waveId: id },
    context: KEEP,
  });
  const title = result[0].data?.surveyInvitation?.title;
  return (
    <>
      <PageHeader title={title ?? t('answering')} back={{ to: paths.engagement, label: t('hub.title') }} />
      <Query result={result}>
        {({ surveyInvitation }) =>
          surveyInvitation ? <Answering invitation={surveyInvitation} /> : <NotThere />
        }
      </Query>
    </>
  );
}
