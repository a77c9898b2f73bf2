import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { HomeCelebrations } from '@/features/celebrations/HomeCelebrations';
import { FeedbackReceived } from '@/features/home/FeedbackReceived';
import { HomeNeeds } from '@/features/home/HomeNeeds';
import { NextMeetings } from '@/features/home/NextMeetings';
import { ThanksReceived } from '@/features/home/ThanksReceived';
import { ThanksNudge } from '@/features/recognition/ThanksNudge';
import { graphql } from '@/gql';
import { useViewer } from '@/lib/session';
import { Columns } from '@/ui/Columns';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';

// Most days there are none, and then they are not loaded.
const PulseCard = lazy(() => import('@/features/engagement/hub/PulseCard'));
const HomeSteps = lazy(() => import('@/features/engagement/plans/HomeSteps'));

const HomePageQuery = graphql(`
  query HomePage {
    viewer {
      home {
        ...HomeNeeds_home
        ...NextMeetings_home
        ...ThanksReceived_home
        ...FeedbackReceived_home
      }
      pulseQuestion {
        wave {
          id
        }
        ...PulseCard_pulse
      }
      actionSteps {
        id
        ...ActionStep_step
      }
      thanksNudge {
        id
        ...ThanksNudge_nudge
      }
    }
    celebrations(days: 7) {
      id
      ...HomeCelebrations_celebration
    }
  }
`);

// Home can be read again without a network.
const KEEP = { keep: true };

export default function HomePage() {
  const { t } = useTranslation('home');
  const viewer = useViewer();
  const result = useQuery({ query: HomePageQuery, context: KEEP });
  return (
    <>
      <PageHeader title={t('window')} visual={t('title', { name: viewer.givenName })} />
      <Query result={result}>
        {(data) =>
          data.viewer ? (
            <Columns
              main={<HomeNeeds home={data.viewer.home} />}
              side={
                <>
                  {data.viewer.pulseQuestion ? (
                    <Suspense fallback={null}>
                      <PulseCard pulse={data.viewer.pulseQuestion} />
                    </Suspense>
                  ) : null}
                  {data.viewer.actionSteps.length > 0 ? (
                    <Suspense fallback={null}>
                      <HomeSteps steps={data.viewer.actionSteps} />
                    </Suspense>
                  ) : null}
                  <HomeCelebrations celebrations={data.celebrations} />
                  <NextMeetings home={data.viewer.home} />
                  <FeedbackReceived home={data.viewer.home} />
                  {data.viewer.thanksNudge ? <ThanksNudge nudge={data.viewer.thanksNudge} /> : null}
                  <ThanksReceived home={data.viewer.home} />
                </>
              }
            />
          ) : (
            <NotThere />
          )
        }
      </Query>
    </>
  );
}
