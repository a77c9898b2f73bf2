import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Answered } from './Answered';
import { type Answers, NO_ANSWERS, isEmpty, sameAnswer } from './answers';
import classes from './reviews.module.css';
import type { Question } from './wire';

interface LeftProps {
  draftKey: string;
  questions: readonly Question[];
  answers: Answers;
}

/** What was written without a network and could not be sent in time: it is shown, so that it is not lost. */
export function Left({ draftKey, questions, answers }: LeftProps) {
  const { t } = useTranslation('reviews');
  const { value, dirty, clear } = useDraft(draftKey, { text: NO_ANSWERS, base: 0 });
  const unsent = questions.filter(
    ({ id }) => !isEmpty(value.text[id]) && !sameAnswer(value.text[id], answers[id]),
  );
  if (!dirty || unsent.length === 0) return null;
  return (
    <section className={classes.clash} aria-labelledby="left">
      <h2 id="left" className={classes.termsTitle}>
        {t('left.title')}
      </h2>
      <p>{t('left.text')}</p>
      <Answered questions={unsent} answers={value.text} />
      <div className={classes.buttons}>
        <Button variant="default" onClick={clear}>
          {t('left.forget')}
        </Button>
      </div>
    </section>
  );
}
