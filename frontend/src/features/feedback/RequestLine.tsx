import { Badge, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime, useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import classes from './feedback.module.css';

export const RequestLineFragment = graphql(`
  fragment RequestLine_request on FeedbackRequest {
    id
    question
    dueOn
    state
    createdAt
    overdue
    requester {
      id
      isViewer
      ...PersonLine_person
    }
    asked {
      id
      ...PersonLine_person
    }
    subject {
      id
      name
      isViewer
    }
    sendAt
  }
`);

/** A question, asked of the viewer or by the viewer, in a list. */
export function RequestLine({ request: masked }: { request: FragmentType<typeof RequestLineFragment> }) {
  const request = unmask(RequestLineFragment, masked);
  const { t } = useTranslation('feedback');
  const dates = useDates();
  const mine = request.requester.isViewer;
  return (
    <li className={classes.line}>
      <div className={classes.words}>
        <PersonLine
          person={mine ? request.asked : request.requester}
          note={
            request.subject.id === request.requester.id
              ? t(mine ? 'request.youAsked' : 'request.asksYou')
              : request.subject.isViewer
                ? t('request.aboutYou')
                : t('request.about', { name: request.subject.name })
          }
        />
        <p className={classes.question}>{request.question}</p>
      </div>
      <div className={classes.side}>
        {request.state === 'SCHEDULED' && request.sendAt ? (
          <span>{t('request.sendAt', { when: dates.full(request.sendAt) })}</span>
        ) : request.state === 'PENDING' ? (
          request.dueOn ? (
            <span data-overdue={request.overdue || undefined}>
              {t(request.overdue ? 'request.overdue' : 'request.due', { date: dates.date(request.dueOn) })}
            </span>
          ) : (
            <RelativeTime at={request.createdAt} />
          )
        ) : (
          <Badge variant="light">{t(`request.state.${request.state}`)}</Badge>
        )}
        <Button
          component={Link}
          to={paths.feedbackRequest(request.id)}
          variant={mine ? 'default' : 'light'}
        >
          {mine || request.state !== 'PENDING' ? t('open') : t('write')}
        </Button>
      </div>
    </li>
  );
}
