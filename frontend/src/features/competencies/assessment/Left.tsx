import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import classes from '../competencies.module.css';
import { type Answers, NO_ANSWERS, draftKeyOf, isEmpty, sameAnswer } from './answers';
import { useAnswerWords } from './useAnswerWords';
import type { Asked } from './wire';

interface LeftProps {
  asked: Asked;
  /** As the server has them. */
  answers: Answers;
}

/** What was answered without a network and could not be sent in time: it is shown, so that it is not lost. */
export function Left({ asked, answers }: LeftProps) {
  const { t } = useTranslation('competencies');
  const words = useAnswerWords(asked);
  const { value, dirty, clear } = useDraft(draftKeyOf(asked.id), { text: NO_ANSWERS, base: 0 });
  const unsent = asked.lines.flatMap(({ competency }) => {
    const answer = value.text[competency.id];
    return answer && !isEmpty(answer) && !sameAnswer(answer, answers[competency.id])
      ? [{ competency, answer }]
      : [];
  });
  if (!dirty || unsent.length === 0) return null;
  return (
    <section className={classes.clashBox} aria-labelledby="left">
      <h2 id="left" className={classes.small}>
        {t('left.title')}
      </h2>
      <p>{t('left.text')}</p>
      <dl className={classes.left}>
        {unsent.map(({ competency, answer }) => (
          <div key={competency.id}>
            <dt>{competency.name}</dt>
            <dd className={classes.prose}>{words(answer)}</dd>
          </div>
        ))}
      </dl>
      <div>
        <Button variant="default" onClick={clear}>
          {t('left.forget')}
        </Button>
      </div>
    </section>
  );
}
