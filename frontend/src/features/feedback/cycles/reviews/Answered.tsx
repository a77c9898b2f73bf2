import { useTranslation } from 'react-i18next';
import { type Answers, wordsOf } from './answers';
import classes from './reviews.module.css';
import type { Question } from './wire';

interface AnsweredProps {
  questions: readonly Question[];
  answers: Answers;
}

/** Questions with what was answered to them, to be read. */
export function Answered({ questions, answers }: AnsweredProps) {
  const { t } = useTranslation('reviews');
  return (
    <dl className={classes.answered}>
      {questions.map((question) => {
        const words = wordsOf(question, answers[question.id], t('question.cannotJudged'));
        return (
          <div key={question.id}>
            <dt>{question.text}</dt>
            {words.length === 0 ? (
              <dd className={classes.quiet}>{t('question.unanswered')}</dd>
            ) : (
              words.map((line, index) => (
                <dd key={index} className={classes.prose}>
                  {line}
                </dd>
              ))
            )}
          </div>
        );
      })}
    </dl>
  );
}
