import { IconCircleCheck } from '@tabler/icons-react';
import { Suspense, lazy, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { GuestRequest } from '@/features/feedback/guest/GuestRequest';
import { graphql } from '@/gql';
import { calendarDate } from '@/lib/dates';
import { setLanguage } from '@/lib/i18n';
import { useDates } from '@/ui/dates';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { EmptyState, LoadingState } from '@/ui/states';
import { useGuestToken } from '../useGuestToken';

const GuestReview = lazy(() => import('@/features/feedback/cycles/reviews/GuestReview'));

const GuestPageQuery = graphql(`
  query GuestPage($token: String!) {
    guestPage(token: $token) {
      company
      guestName
      locale
      expiresAt
      request {
        requesterName
        ...GuestRequest_request
      }
      review {
        subjectName
      }
    }
  }
`);

/** What somebody without an account finds behind the link in their mail. */
export default function GuestPage() {
  const token = useGuestToken();
  return token ? <Behind key={token} token={token} /> : <Ended />;
}

function Behind({ token }: { token: string }) {
  const { t } = useTranslation('feedback');
  const dates = useDates();
  const result = useQuery({ query: GuestPageQuery, variables: { token } });
  const [done, setDone] = useState<'answered' | 'declined' | null>(null);
  const page = result[0].data?.guestPage;
  const locale = page?.locale;

  useEffect(() => {
    if (locale) void setLanguage(locale === 'RU' ? 'ru' : 'en');
  }, [locale]);

  if (done) {
    return (
      <>
        <PageHeader title={t(`guest.${done}`)} />
        <EmptyState
          icon={<IconCircleCheck size={30} stroke={1.5} />}
          title={t(`guest.${done}Text`)}
          example={t('guest.close')}
        />
      </>
    );
  }
  return (
    <Query result={result}>
      {({ guestPage }) => {
        if (!guestPage) return <Ended />;
        const { company, guestName, expiresAt, request, review } = guestPage;
        const name = review?.subjectName ?? request?.requesterName ?? company;
        return (
          <>
            <PageHeader
              title={t(review ? 'guest.reviewTitle' : 'guest.title', { name })}
              lead={t('guest.lead', { name: guestName, company, until: dates.date(calendarDate(new Date(expiresAt), dates.zone)) })}
            />
            {request ? <GuestRequest request={request} token={token} onDone={setDone} /> : null}
            {review ? (
              <Suspense fallback={<LoadingState />}>
                <GuestReview token={token} />
              </Suspense>
            ) : null}
          </>
        );
      }}
    </Query>
  );
}

/** Used, withdrawn, expired or never there: the server does not tell which. */
function Ended() {
  const { t } = useTranslation('feedback');
  return (
    <>
      <PageHeader title={t('guest.ended')} />
      <EmptyState title={t('guest.endedText')} example={t('guest.endedExample')} />
    </>
  );
}
