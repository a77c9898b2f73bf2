import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { RelativeTime, useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { SavedMark } from '@/ui/SavedMark';
import { NO_ANSWERS } from './answers';
import { draftKeyOf } from './ReviewView';
import classes from './reviews.module.css';

export const ReviewLineFragment = graphql(`
  fragment ReviewLine_review on Review {
    id
    perspective
    state
    answered
    minutes
    dueOn
    overdue
    extended
    submittedAt
    canWrite
    canReopen
    cycle {
      id
      name
    }
    subject {
      id
      ...PersonLine_person
    }
    questions {
      id
    }
  }
`);

interface ReviewLineProps {
  review: FragmentType<typeof ReviewLineFragment>;
}

/** One review that the viewer owes or has written: about whom, as who, how far, until when. */
export function ReviewLine({ review: masked }: ReviewLineProps) {
  const review = unmask(ReviewLineFragment, masked);
  const { t } = useTranslation('reviews');
  const dates = useDates();
  const open = review.state === 'ASSIGNED' || review.state === 'STARTED';
  return (
    <li className={classes.line}>
      <div className={classes.who}>
        <PersonLine
          person={review.subject}
          note={
            <>
              {t(`as.${review.perspective}`)} · {review.cycle.name}
            </>
          }
        />
      </div>
      <div className={classes.state}>
        {open && review.canWrite ? (
          <>
            <span>{t('progress', { answered: review.answered, count: review.questions.length })}</span>
            <span className={classes.quiet}>{t('minutes', { count: review.minutes })}</span>
            <Kept id={review.id} />
          </>
        ) : (
          <>
            <span>{t(`state.${open && review.overdue ? 'MISSED' : review.state}`)}</span>
            {review.submittedAt ? (
              <span className={classes.quiet}>
                <RelativeTime at={review.submittedAt} />
              </span>
            ) : null}
          </>
        )}
      </div>
      {open ? (
        <span className={classes.when} data-overdue={review.overdue || undefined}>
          <time dateTime={review.dueOn}>
            {t(review.overdue ? 'line.wasDue' : 'line.due', { date: dates.nearDate(review.dueOn) })}
          </time>
          {review.extended ? <span className={classes.quiet}>{t('line.extended')}</span> : null}
        </span>
      ) : null}
      <Button
        variant={open && review.canWrite ? 'filled' : 'default'}
        component={Link}
        to={paths.review(review.id)}
      >
        {t(`open.${doing(review)}`)}
      </Button>
    </li>
  );
}

function doing(review: DocumentType<typeof ReviewLineFragment>): 'start' | 'goOn' | 'change' | 'read' {
  if (review.canWrite) return review.answered > 0 ? 'goOn' : 'start';
  return review.canReopen ? 'change' : 'read';
}

/** Says that this device has something of it that the server has not. */
function Kept({ id }: { id: string }) {
  const { dirty } = useDraft(draftKeyOf(id), { text: NO_ANSWERS, base: 0 });
  return dirty ? <SavedMark state="kept" /> : null;
}
