import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../competencies.module.css';
import { type Answers, sameAnswer } from './answers';
import { useAnswerWords } from './useAnswerWords';
import type { Asked } from './wire';

interface ClashProps {
  asked: Asked;
  mine: Answers;
  theirs: Answers;
  onChoose: (answers: Answers) => void;
}

/** It was answered on another device as well: for each competency that differs one chooses. */
export function Clash({ asked, mine, theirs, onChoose }: ClashProps) {
  const { t } = useTranslation('competencies');
  const words = useAnswerWords(asked);
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const ids = asked.lines.map((line) => line.competency.id);
  const differing = asked.lines.filter(
    ({ competency }) => !sameAnswer(mine[competency.id], theirs[competency.id]),
  );

  function take(id: string, other: boolean) {
    const next = new Set(taken);
    if (other) next.add(id);
    else next.delete(id);
    setTaken(next);
  }

  function choose() {
    onChoose(
      Object.fromEntries(
        ids.flatMap((id) => {
          const answer = (taken.has(id) ? theirs : mine)[id];
          return answer ? [[id, answer]] : [];
        }),
      ),
    );
  }

  return (
    <section className={classes.clashBox} role="alert" aria-labelledby="clash">
      <h2 id="clash" className={classes.small}>
        {t('clash.title')}
      </h2>
      <p>{t('clash.text')}</p>
      {differing.map(({ competency }) => (
        <fieldset key={competency.id} className={classes.sides}>
          <legend>{competency.name}</legend>
          {([false, true] as const).map((other) => (
            <label key={String(other)} className={classes.side}>
              <span className={classes.sideName}>
                <input
                  type="radio"
                  name={`clash-${competency.id}`}
                  checked={taken.has(competency.id) === other}
                  onChange={() => take(competency.id, other)}
                />
                {t(other ? 'clash.there' : 'clash.here')}
              </span>
              <span className={classes.prose}>
                {words((other ? theirs : mine)[competency.id])}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <div>
        <Button onClick={choose}>{t('clash.choose')}</Button>
      </div>
    </section>
  );
}
