import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql, unmask } from '@/gql';
import { DateTimeText } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { EmptyState, NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import { Answered } from './Answered';
import { answersOf } from './answers';
import classes from './reviews.module.css';
import { useRestoreReviewVersion } from './useReviews';
import { AnswerFragment, QuestionFragment } from './wire';

const ReviewVersions = graphql(`
  query ReviewVersions($id: ID!) {
    review(id: $id) {
      id
      version
      canWrite
      questions {
        ...Question_question
      }
      versions {
        number
        savedAt
        answers {
          ...Answer_answer
        }
      }
    }
  }
`);

interface VersionsDialogProps {
  reviewId: string;
  onClose: () => void;
}

/** Former texts, newest first. Putting one back keeps the present one among them. */
export default function VersionsDialog({ reviewId, onClose }: VersionsDialogProps) {
  const { t } = useTranslation('reviews');
  const result = useQuery({
    query: ReviewVersions,
    variables: { id: reviewId },
    requestPolicy: 'cache-and-network',
  });
  const restore = useRestoreReviewVersion();
  const [open, setOpen] = useState<number | null>(null);

  async function put(number: number, version: number) {
    const outcome = await restore.run({ input: { reviewId, number, version } });
    if (!outcome.ok) return;
    toast(t('versions.restored'));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('versions')} size="lg">
      <p className={classes.quiet}>{t('versions.lead')}</p>
      <Query result={result}>
        {({ review }) => {
          if (!review) return <NotThere />;
          const questions = unmask(QuestionFragment, review.questions);
          if (review.versions.length === 0) {
            return <EmptyState title={t('versions.none')} example={t('versions.noneExample')} />;
          }
          return (
            <ul className={classes.versions}>
              {review.versions.map((version) => (
                <li key={version.number}>
                  <div className={classes.versionHead}>
                    <span>
                      <DateTimeText at={version.savedAt} />{' '}
                      <span className={classes.quiet}>
                        {t('versions.answered', { count: version.answers.length })}
                      </span>
                    </span>
                    <span className={classes.buttons}>
                      <Button
                        variant="subtle"
                        aria-expanded={open === version.number}
                        onClick={() => setOpen(open === version.number ? null : version.number)}
                      >
                        {t(open === version.number ? 'versions.hide' : 'versions.show')}
                      </Button>
                      {review.canWrite ? (
                        <Button
                          variant="default"
                          loading={restore.pending}
                          onClick={() => void put(version.number, review.version)}
                        >
                          {t('versions.restore')}
                        </Button>
                      ) : null}
                    </span>
                  </div>
                  {open === version.number ? (
                    <Answered
                      questions={questions}
                      answers={answersOf(unmask(AnswerFragment, version.answers))}
                    />
                  ) : null}
                </li>
              ))}
            </ul>
          );
        }}
      </Query>
      <FormError>{restore.error()}</FormError>
    </Dialog>
  );
}
