import { Button } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import type { SaveResult } from '@/lib/useAutosave';
import { FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';
import { DeclineForm } from '../../guest/GuestRequest';
import { Answered } from './Answered';
import { answersOf, type inputOf } from './answers';
import { Deadline } from './Deadline';
import { Desk } from './Desk';
import { Left } from './Left';
import classes from './reviews.module.css';
import { useReopenGuestReview, useSaveGuestReview, useSubmitGuestReview } from './useReviews';
import { AnswerFragment, QuestionFragment } from './wire';

const GuestReviewFragment = graphql(`
  fragment GuestReview_review on GuestReview {
    cycleName
    subjectName
    companyTerms
    anonymous
    minimum
    dueOn
    dueAt
    version
    state
    canWrite
    aboutToBeLeftOut
    questions {
      ...Question_question
    }
    answers {
      ...Answer_answer
    }
  }
`);

const GuestReviewQuery = graphql(`
  query GuestReview($token: String!) {
    guestPage(token: $token) {
      review {
        ...GuestReview_review
      }
    }
  }
`);

/** A review by somebody outside the company, who came by the link in their mail. */
export default function GuestReview({ token }: { token: string }) {
  const { t } = useTranslation('reviews');
  const [declined, setDeclined] = useState(false);
  const result = useQuery({ query: GuestReviewQuery, variables: { token } });
  const [, execute] = result;
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  if (declined) return <EmptyState title={t('guest.declined')} example={t('guest.declinedText')} />;
  return (
    <Query result={result}>
      {({ guestPage }) =>
        guestPage?.review ? (
          <Behind
            review={guestPage.review}
            token={token}
            reload={reload}
            onDeclined={() => setDeclined(true)}
          />
        ) : (
          <NotThere />
        )
      }
    </Query>
  );
}

type Shown = DocumentType<typeof GuestReviewFragment>;

interface BehindProps {
  token: string;
  reload: () => void;
  onDeclined: () => void;
}

function Behind({
  review: masked,
  ...props
}: BehindProps & { review: FragmentType<typeof GuestReviewFragment> }) {
  const { t } = useTranslation('reviews');
  const review = unmask(GuestReviewFragment, masked);
  return (
    <div className={classes.page}>
      <div className={classes.about}>
        <p>{t('guest.about', { name: review.subjectName, cycle: review.cycleName })}</p>
        {review.canWrite ? (
          <p className={classes.due}>
            <Deadline dueAt={review.dueAt} words="write" />
          </p>
        ) : null}
      </div>
      {review.canWrite ? (
        <Write review={review} {...props} />
      ) : (
        <Sent review={review} token={props.token} />
      )}
    </div>
  );
}

/** Kept under a part of the secret only: it finds the draft again and opens nothing. */
const draftKeyOf = (token: string) => `review.guest:${token.slice(0, 8)}`;

function Write({ review, token, reload, onDeclined }: BehindProps & { review: Shown }) {
  const { t } = useTranslation(['reviews', 'feedback']);
  const questions = unmask(QuestionFragment, review.questions);
  const wire = unmask(AnswerFragment, review.answers);
  const answers = useMemo(() => answersOf(wire), [wire]);
  const { run, refusal } = useSaveGuestReview();
  const submit = useSubmitGuestReview();
  const [declining, setDeclining] = useState(false);

  const save = useCallback(
    async (input: ReturnType<typeof inputOf>, version: number): Promise<SaveResult> => {
      const outcome = await run({ input: { token, version, answers: input } });
      if (outcome.ok) return { ok: true, version: outcome.data.review.version };
      const code = outcome.refusal?.code;
      if (code === 'REVIEW_CLOSED' || code === 'REVIEW_SUBMITTED' || code === 'REVIEW_SETTLED') reload();
      return { ok: false, conflict: code === 'REVIEW_CHANGED' };
    },
    [run, token, reload],
  );

  return (
    <>
      <Desk
        writing={{
          draftKey: draftKeyOf(token),
          questions,
          goals: [],
          answers,
          version: review.version,
          terms: review.companyTerms,
          anonymous: review.anonymous,
          minimum: review.minimum,
          asked: null,
          aboutToBeLeftOut: review.aboutToBeLeftOut,
          dueOn: review.dueOn,
          dueAt: review.dueAt,
        }}
        save={save}
        refused={refusal && refusal.code !== 'REVIEW_CHANGED' ? refusal.message : undefined}
        submit={async (version) => {
          const outcome = await submit.run({ input: { token, version } });
          return outcome.ok ? undefined : (outcome.refusal?.message ?? outcome.fault);
        }}
        reload={reload}
        others={() => (
          <Button
            variant="default"
            aria-expanded={declining}
            onClick={() => setDeclining(!declining)}
          >
            {t('decline')}
          </Button>
        )}
      />
      {declining ? <DeclineForm token={token} onDeclined={onDeclined} /> : null}
    </>
  );
}

/** Handed in: what was written, and until when it can be changed. */
function Sent({ review, token }: { review: Shown; token: string }) {
  const { t } = useTranslation('reviews');
  const reopen = useReopenGuestReview();
  const questions = unmask(QuestionFragment, review.questions);
  const answers = answersOf(unmask(AnswerFragment, review.answers));
  const sent = review.state === 'SUBMITTED';
  return (
    <>
      <div className={classes.became} role="status">
        <p>
          <strong>{t(sent ? 'guest.sent' : 'became.MISSED')}</strong>
        </p>
        {sent ? (
          <>
            <p>
              <Deadline dueAt={review.dueAt} words="until" />
            </p>
            <FormError>{reopen.error()}</FormError>
            <div className={classes.buttons}>
              <Button
                variant="default"
                loading={reopen.pending}
                onClick={() => void reopen.run({ input: { token } })}
              >
                {t('reopen')}
              </Button>
            </div>
          </>
        ) : null}
      </div>
      <Left draftKey={draftKeyOf(token)} questions={questions} answers={answers} />
      {Object.keys(answers).length > 0 ? (
        <Section title={t('read.answers')} look="card">
          <Answered questions={questions} answers={answers} />
        </Section>
      ) : null}
    </>
  );
}
