import { Button, Switch } from '@mantine/core';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SaveResult, useAutosaveOf } from '@/lib/useAutosave';
import { useOnline } from '@/lib/useOnline';
import { useSession } from '@/lib/session';
import { usePreference } from '@/lib/usePreference';
import { FormActions, FormError } from '@/ui/Form';
import { ProgressBar } from '@/ui/ProgressBar';
import { SavedMark } from '@/ui/SavedMark';
import { WhoWillSee } from '@/ui/WhoWillSee';
import {
  type Answers,
  NO_ANSWERS,
  answeredOf,
  inputOf,
  missingOf,
  sameAnswers,
  withAnswer,
} from './answers';
import { Clash } from './Clash';
import { Deadline } from './Deadline';
import { type Goal, QuestionField } from './QuestionField';
import classes from './reviews.module.css';
import { Terms } from './Terms';
import type { Question } from './wire';

/** What the desk needs to know of a review, of a colleague's or of a guest's. */
export interface Writing {
  /** Under what the answers are kept on this device until the server has them. */
  draftKey: string;
  questions: readonly Question[];
  goals: readonly Goal[];
  /** As the server has them. */
  answers: Answers;
  version: number;
  terms: readonly string[];
  anonymous: boolean;
  minimum: number;
  asked: number | null;
  aboutToBeLeftOut: boolean;
  dueOn: string;
  dueAt: string;
}

interface DeskProps {
  writing: Writing;
  save: (input: ReturnType<typeof inputOf>, version: number) => Promise<SaveResult>;
  /** A refusal to save that is no clash, in the server's words. */
  refused: string | undefined;
  /** Hands in the version that the server has; gives what went wrong, in words. */
  submit: (version: number) => Promise<string | undefined>;
  reload: () => void;
  /** What else can be done with the review: declining, former texts. Gets what sends the rest first. */
  others: (settle: () => Promise<number | null>) => ReactNode;
}

/** Where a review is written: terms, questions one under the other, and the button that hands it in. */
export function Desk({ writing, save, refused, submit, reload, others }: DeskProps) {
  const { t } = useTranslation(['reviews', 'common', 'coach']);
  const { questions, goals } = writing;
  const online = useOnline();
  // The public frame has nothing above that stays.
  const guest = useSession() === null;
  const [hints, setHints] = usePreference('feedback.coach', true);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [sending, setSending] = useState(false);

  const keep = useCallback(
    (answers: Answers, version: number) => save(inputOf(answers, questions), version),
    [save, questions],
  );
  const desk = useAutosaveOf({
    key: writing.draftKey,
    server: { text: writing.answers, version: writing.version },
    empty: NO_ANSWERS,
    same: sameAnswers,
    save: keep,
    reload,
  });
  const answers = desk.text;
  const answered = answeredOf(questions, answers);
  const missing = new Set(tried ? missingOf(questions, answers).map((one) => one.id) : []);
  // The first two say who will see it; the others stand above.
  const gist = writing.terms.slice(0, writing.anonymous ? 2 : 1).join(' ');

  async function send() {
    setTried(true);
    setProblem(undefined);
    const [first] = missingOf(questions, answers);
    if (first) {
      setProblem(t('send.missing', { count: missingOf(questions, answers).length }));
      document
        .getElementById(placeOf(questions.indexOf(first)))
        ?.querySelector<HTMLElement>('input, textarea')
        ?.focus();
      return;
    }
    setSending(true);
    const version = await desk.settle();
    setProblem(version === null ? t('send.notSaved') : await submit(version));
    setSending(false);
  }

  return (
    <div className={classes.desk}>
      <Terms
        terms={writing.terms}
        open={writing.version <= 1 && answered === 0}
        anonymous={writing.anonymous}
        minimum={writing.minimum}
        asked={writing.asked}
        aboutToBeLeftOut={writing.aboutToBeLeftOut}
      />
      {desk.theirs ? (
        <Clash
          questions={questions}
          mine={answers}
          theirs={desk.theirs}
          onChoose={desk.choose}
        />
      ) : null}
      <div className={classes.progress} data-alone={guest || undefined}>
        <span className={classes.progressWords}>
          {t('progress', { answered, count: questions.length })}
          <span className={classes.saved}>
            <SavedMark state={desk.state} />
            {desk.theirs ? (
              <Button size="compact-sm" variant="default" onClick={goToClash}>
                {t('clash.go')}
              </Button>
            ) : null}
          </span>
        </span>
        <ProgressBar
          value={questions.length === 0 ? 0 : Math.round((answered / questions.length) * 100)}
          label={t('progress.label')}
        />
      </div>
      <form
        noValidate
        className={classes.form}
        aria-label={t('form')}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div className={classes.hintSwitch}>
          <Switch
            label={t('coach:switch')}
            description={t('coach:switchHint')}
            checked={hints}
            onChange={(event) => setHints(event.currentTarget.checked)}
          />
        </div>
        <ol className={classes.questions}>
          {questions.map((question, index) => (
            <QuestionField
              key={question.id}
              id={placeOf(index)}
              number={index + 1}
              question={question}
              answer={answers[question.id]}
              goals={goals}
              missing={missing.has(question.id)}
              hints={hints}
              onChange={(answer) => desk.change(withAnswer(answers, question.id, answer))}
              onLeave={() => void desk.flush()}
            />
          ))}
        </ol>
        <div className={classes.end}>
          <FormError>{problem ?? refused}</FormError>
          <WhoWillSee>{gist}</WhoWillSee>
          <p className={classes.quiet}>
            <Deadline dueAt={writing.dueAt} words="until" />
          </p>
          {online ? null : <p className={classes.quiet}>{t('send.offline')}</p>}
          <FormActions>
            {others(desk.settle)}
            <Button type="submit" loading={sending} disabled={desk.theirs !== undefined}>
              {t('send')}
            </Button>
          </FormActions>
        </div>
      </form>
    </div>
  );
}

function goToClash() {
  const heading = document.getElementById('clash');
  heading?.scrollIntoView({ block: 'center' });
  heading?.focus({ preventScroll: true });
}

const placeOf = (index: number) => `question-${index + 1}`;
