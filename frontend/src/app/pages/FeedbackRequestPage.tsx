import { Badge, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { Decline } from '@/features/feedback/Decline';
import classes from '@/features/feedback/feedback.module.css';
import { GiveFeedbackForm } from '@/features/feedback/GiveFeedbackForm';
import { useWithdrawFeedbackRequest } from '@/features/feedback/useWithdrawFeedbackRequest';
import { type DocumentType, graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime, useDates } from '@/ui/dates';
import { PageHeader } from '@/ui/PageHeader';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Card } from '@/ui/Section';
import { NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';

const FeedbackRequestPageQuery = graphql(`
  query FeedbackRequestPage($id: ID!) {
    feedbackRequest(id: $id) {
      id
      question
      dueOn
      state
      declineReason
      createdAt
      overdue
      requester {
        id
        name
        isViewer
        ...PersonLine_person
      }
      asked {
        id
        name
        isViewer
        ...PersonLine_person
      }
      subject {
        id
        name
        isViewer
        ...PersonLine_person
      }
      sendAt
      askedCount
      visibility
      readers {
        id
        name
        isViewer
      }
      note {
        id
      }
    }
  }
`);

type Request = NonNullable<DocumentType<typeof FeedbackRequestPageQuery>['feedbackRequest']>;

/** One question: for the asked a place to answer, for the asker how it stands. */
export default function FeedbackRequestPage() {
  const { t } = useTranslation('feedback');
  const { id = '' } = useParams();
  const result = useQuery({ query: FeedbackRequestPageQuery, variables: { id } });
  const request = result[0].data?.feedbackRequest;
  const title = !request
    ? t('title')
    : request.asked.isViewer
      ? t('request.from', { name: request.requester.name })
      : t('request.to', { name: request.asked.name });
  return (
    <>
      <PageHeader title={title} back={{ to: paths.feedback, label: t('title') }} />
      <Query result={result}>
        {({ feedbackRequest }) => (feedbackRequest ? <Shown request={feedbackRequest} /> : <NotThere />)}
      </Query>
    </>
  );
}

function Shown({ request }: { request: Request }) {
  const { t } = useTranslation('feedback');
  const dates = useDates();
  const navigate = useNavigate();
  const pending = request.state === 'PENDING';
  return (
    <div className={classes.page}>
      <Card>
        <div className={classes.card}>
          <PersonLine
            person={request.asked.isViewer ? request.requester : request.asked}
            note={<RelativeTime at={request.createdAt} />}
          />
          {request.subject.id === request.requester.id ? null : (
            <p className={classes.side}>
              {request.subject.isViewer
                ? t('request.aboutYouBy', { name: request.requester.name })
                : t('request.about', { name: request.subject.name })}
            </p>
          )}
          <p className={classes.question}>{request.question}</p>
          <div className={classes.side}>
            <Badge variant="light">{t(`request.state.${request.state}`)}</Badge>
            {request.state === 'SCHEDULED' && request.sendAt ? (
              <span>{t('request.sendAt', { when: dates.full(request.sendAt) })}</span>
            ) : null}
            {request.askedCount > 1 && request.requester.isViewer ? (
              <span>{t('request.askedCount', { count: request.askedCount })}</span>
            ) : null}
            {pending && request.dueOn ? (
              <span data-overdue={request.overdue || undefined}>
                {t(request.overdue ? 'request.overdue' : 'request.due', {
                  date: dates.date(request.dueOn),
                })}
              </span>
            ) : null}
          </div>
          {request.declineReason ? (
            <p>{t('decline.said', { reason: request.declineReason })}</p>
          ) : null}
          {request.note ? (
            <div className={classes.actions}>
              <Button component={Link} to={paths.feedbackNote(request.note.id)}>
                {t('request.readAnswer')}
              </Button>
            </div>
          ) : null}
          {pending && request.asked.isViewer ? (
            <div className={classes.actions}>
              <Decline
                requestId={request.id}
                name={request.requester.name}
                onDeclined={() => void navigate(`${paths.feedback}?tab=toWrite`)}
              />
            </div>
          ) : null}
          {(pending || request.state === 'SCHEDULED') && request.requester.isViewer ? <Withdraw request={request} /> : null}
        </div>
      </Card>
      {pending && request.asked.isViewer ? (
        <GiveFeedbackForm
          recipient={{ id: request.subject.id, name: request.subject.name }}
          request={{
            id: request.id,
            visibility: request.visibility ?? null,
            readers: request.readers.filter((one) => !one.isViewer).map((one) => one.name),
          }}
          onGiven={(noteId, name) => {
            toast(t('give.done', { name }));
            void navigate(paths.feedbackNote(noteId));
          }}
        />
      ) : null}
    </div>
  );
}

function Withdraw({ request }: { request: Request }) {
  const { t } = useTranslation('feedback');
  const withdraw = useWithdrawFeedbackRequest();
  return (
    <div className={classes.actions}>
      <Button
        variant="default"
        loading={withdraw.pending}
        onClick={() =>
          void withdraw.run({ input: { requestId: request.id } }).then((outcome) =>
            toast(
              outcome.ok
                ? t('request.withdrawn')
                : (outcome.refusal?.message ?? outcome.fault ?? ''),
            ),
          )
        }
      >
        {t('request.withdraw')}
      </Button>
    </div>
  );
}
