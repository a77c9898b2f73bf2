import { Button } from '@mantine/core';
import {
  type ReactNode,
  Suspense,
  lazy,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import type { SaveResult } from '@/lib/useAutosave';
import { usePreload } from '@/lib/usePreload';
import { DateText, DateTimeText } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { Answered } from './Answered';
import { answersOf, type inputOf } from './answers';
import { Desk } from './Desk';
import { Deadline } from './Deadline';
import { Left } from './Left';
import classes from './reviews.module.css';
import { Terms } from './Terms';
import { useReopenReview, useSaveReview, useSubmitReview } from './useReviews';
import { useUndoDecline } from './useUndoDecline';
import { AnswerFragment, QuestionFragment } from './wire';

const loadDecline = () => import('./DeclineDialog');
const DeclineDialog = lazy(loadDecline);
const loadVersions = () => import('./VersionsDialog');
const VersionsDialog = lazy(loadVersions);
const LATER = [loadDecline, loadVersions];
const PAUSE_MS = 4000;

export const ReviewViewFragment = graphql(`
  fragment ReviewView_review on Review {
    id
    perspective
    state
    anonymous
    minimum
    raterCount
    terms
    periodFrom
    periodUntil
    answered
    dueOn
    dueAt
    overdue
    extended
    submittedAt
    version
    canWrite
    canReopen
    canDecline
    canUndoDecline
    aboutToBeLeftOut
    cycle {
      id
      name
      state
    }
    subject {
      id
      name
      isViewer
      ...PersonLine_person
    }
    questions {
      ...Question_question
    }
    answers {
      ...Answer_answer
    }
    goals {
      id
      title
    }
  }
`);

type Shown = DocumentType<typeof ReviewViewFragment>;

interface ReviewViewProps {
  review: FragmentType<typeof ReviewViewFragment>;
  reload: () => void;
}

/** A review for whoever writes it: the desk while there is time, else what became of it. */
export function ReviewView({ review: masked, reload }: ReviewViewProps) {
  const review = unmask(ReviewViewFragment, masked);
  return (
    <div className={classes.page}>
      <About review={review} />
      {review.canWrite ? <Write review={review} reload={reload} /> : <Read review={review} />}
    </div>
  );
}

/** Of whom, as who, about which time, and till when. */
function About({ review }: { review: Shown }) {
  const { t } = useTranslation('reviews');
  return (
    <div className={classes.about}>
      <PersonLine
        person={review.subject}
        size="lg"
        note={
          <>
            {t(`as.${review.perspective}`)} · {review.cycle.name}
          </>
        }
      />
      <p className={classes.quiet}>
        {t('period.label')} <DateText date={review.periodFrom} /> – <DateText date={review.periodUntil} />
      </p>
      {review.canWrite ? (
        <p className={classes.due}>
          <Deadline dueAt={review.dueAt} words="write" />{' '}
          {review.extended ? t('deadline.extended') : null}
        </p>
      ) : null}
    </div>
  );
}

function Write({ review, reload }: { review: Shown; reload: () => void }) {
  usePreload(LATER);
  const { t } = useTranslation('reviews');
  const questions = unmask(QuestionFragment, review.questions);
  const wire = unmask(AnswerFragment, review.answers);
  const answers = useMemo(() => answersOf(wire), [wire]);
  const { run, refusal } = useSaveReview();
  const submit = useSubmitReview();
  const [open, setOpen] = useState<'decline' | 'versions' | null>(null);

  // What was saved is read back in a pause: then it is also what stands here without a network.
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);

  const { id } = review;
  const save = useCallback(
    async (input: ReturnType<typeof inputOf>, version: number): Promise<SaveResult> => {
      const outcome = await run({ input: { reviewId: id, version, answers: input } });
      if (outcome.ok) {
        clearTimeout(pause.current);
        pause.current = setTimeout(reload, PAUSE_MS);
        return { ok: true, version: outcome.data.review.version };
      }
      const code = outcome.refusal?.code;
      // Closed or handed in meanwhile: the page says so when it is read again.
      if (code === 'REVIEW_CLOSED' || code === 'REVIEW_SUBMITTED' || code === 'REVIEW_SETTLED') reload();
      return { ok: false, conflict: code === 'REVIEW_CHANGED' };
    },
    [run, id, reload],
  );

  return (
    <>
      <Desk
        writing={{
          draftKey: draftKeyOf(id),
          questions,
          goals: review.goals,
          answers,
          version: review.version,
          terms: review.terms,
          anonymous: review.anonymous,
          minimum: review.minimum,
          asked: review.raterCount,
          aboutToBeLeftOut: review.aboutToBeLeftOut,
          dueOn: review.dueOn,
          dueAt: review.dueAt,
        }}
        save={save}
        refused={refusal && refusal.code !== 'REVIEW_CHANGED' ? refusal.message : undefined}
        submit={async (version) => {
          const outcome = await submit.run({ input: { reviewId: id, version } });
          if (!outcome.ok) return outcome.refusal?.message ?? outcome.fault;
          toast(review.subject.isViewer ? t('sent.self') : t('sent.other', { name: review.subject.name }));
          return undefined;
        }}
        reload={reload}
        others={(settle) => (
          <>
            {review.canDecline ? (
              <Button variant="default" onClick={() => setOpen('decline')}>
                {t('decline')}
              </Button>
            ) : null}
            <Button
              variant="default"
              onClick={() => {
                // What is written last is among the former texts only once it is sent.
                void settle().then(() => setOpen('versions'));
              }}
            >
              {t('versions')}
            </Button>
          </>
        )}
      />
      <Suspense fallback={null}>
        {open === 'decline' ? (
          <DeclineDialog reviewId={id} name={review.subject.name} onClose={() => setOpen(null)} />
        ) : null}
        {open === 'versions' ? <VersionsDialog reviewId={id} onClose={() => setOpen(null)} /> : null}
      </Suspense>
    </>
  );
}

/** Under what a review's answers are kept on this device until the server has them. */
export const draftKeyOf = (reviewId: string) => `review:${reviewId}`;

/** What became of it: handed in, declined, called off, missed; or its time has not come. */
function Read({ review }: { review: Shown }) {
  const { t } = useTranslation('reviews');
  const questions = unmask(QuestionFragment, review.questions);
  const answers = answersOf(unmask(AnswerFragment, review.answers));
  const early = review.cycle.state === 'NOMINATION' && review.state === 'ASSIGNED';
  return (
    <>
      <Became review={review} early={early} />
      <Terms
        terms={review.terms}
        open={early}
        anonymous={review.anonymous}
        minimum={review.minimum}
        asked={review.raterCount}
        aboutToBeLeftOut={review.aboutToBeLeftOut && !review.overdue}
      />
      <Left draftKey={draftKeyOf(review.id)} questions={questions} answers={answers} />
      {Object.keys(answers).length > 0 ? (
        <Section title={t('read.answers')} look="card">
          <Answered questions={questions} answers={answers} />
        </Section>
      ) : null}
      {early ? (
        <Section title={t('read.questions')} look="card">
          <ol className={classes.list}>
            {questions.map((question) => (
              <li key={question.id}>{question.text}</li>
            ))}
          </ol>
        </Section>
      ) : null}
    </>
  );
}

function Became({ review, early }: { review: Shown; early: boolean }) {
  const { t } = useTranslation('reviews');
  const reopen = useReopenReview();
  const undo = useUndoDecline();
  const words: ReactNode = early
    ? t('became.early')
    : review.state === 'SUBMITTED'
      ? t(review.canReopen ? 'became.SUBMITTED' : 'became.over')
      : review.state === 'ASSIGNED' || review.state === 'STARTED'
        ? t('became.MISSED')
        : review.state === 'PROPOSED' || review.state === 'REJECTED'
          ? t('became.CANCELLED')
          : t(`became.${review.state}`);
  return (
    <div className={classes.became} role="status">
      <p>
        <strong>{words}</strong>
      </p>
      {review.submittedAt ? (
        <p className={classes.quiet}>
          {t('became.at')} <DateTimeText at={review.submittedAt} />
        </p>
      ) : null}
      {review.canReopen ? (
        <p>
          <Deadline dueAt={review.dueAt} words="until" />
        </p>
      ) : null}
      <FormError>{reopen.error() ?? undo.error}</FormError>
      <div className={classes.buttons}>
        {review.canReopen ? (
          <Button
            variant="default"
            loading={reopen.pending}
            onClick={() => void reopen.run({ input: { reviewId: review.id } })}
          >
            {t('reopen')}
          </Button>
        ) : null}
        {review.canUndoDecline ? (
          <Button variant="default" loading={undo.pending} onClick={() => void undo.run(review.id)}>
            {t('decline.undo')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

