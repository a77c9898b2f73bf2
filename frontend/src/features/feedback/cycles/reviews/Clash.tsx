import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answers, NO_ANSWERS, sameAnswer, wordsOf } from './answers';
import classes from './reviews.module.css';
import type { Question } from './wire';

interface ClashProps {
  questions: readonly Question[];
  mine: Answers;
  theirs: Answers;
  onChoose: (answers: Answers) => void;
}

/** The review was changed on another device as well: for each question that differs one chooses. */
export function Clash({ questions, mine, theirs, onChoose }: ClashProps) {
  const { t } = useTranslation('reviews');
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const differing = questions.filter((one) => !sameAnswer(mine[one.id], theirs[one.id]));

  function take(id: string, other: boolean) {
    const next = new Set(taken);
    if (other) next.add(id);
    else next.delete(id);
    setTaken(next);
  }

  function choose() {
    const chosen: Record<string, Answers[string]> = { ...NO_ANSWERS };
    for (const question of questions) {
      const answer = (taken.has(question.id) ? theirs : mine)[question.id];
      if (answer) chosen[question.id] = answer;
    }
    onChoose(chosen);
  }

  return (
    <section className={classes.clash} role="alert" aria-labelledby="clash">
      <h2 id="clash" tabIndex={-1} className={classes.termsTitle}>
        {t('clash.title')}
      </h2>
      <p>{t('clash.text')}</p>
      {differing.map((question) => (
        <fieldset key={question.id} className={classes.sides}>
          <legend>{question.text}</legend>
          {([false, true] as const).map((other) => (
            <label key={String(other)} className={classes.sideOf}>
              <span className={classes.sideName}>
                <input
                  type="radio"
                  name={`clash-${question.id}`}
                  checked={taken.has(question.id) === other}
                  onChange={() => take(question.id, other)}
                />
                {t(other ? 'clash.there' : 'clash.here')}
              </span>
              <Words question={question} answers={other ? theirs : mine} />
            </label>
          ))}
        </fieldset>
      ))}
      <div className={classes.buttons}>
        <Button onClick={choose}>{t('clash.choose')}</Button>
      </div>
    </section>
  );
}

function Words({ question, answers }: { question: Question; answers: Answers }) {
  const { t } = useTranslation('reviews');
  const words = wordsOf(question, answers[question.id], t('question.cannotJudged'));
  if (words.length === 0) return <span className={classes.quiet}>{t('question.unanswered')}</span>;
  return (
    <>
      {words.map((line, index) => (
        <span key={index} className={classes.prose}>
          {line}
        </span>
      ))}
    </>
  );
}
