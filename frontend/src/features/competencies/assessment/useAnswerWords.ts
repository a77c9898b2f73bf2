import { useTranslation } from 'react-i18next';
import type { Answer } from './answers';
import { type Asked, levelName } from './wire';

/** An answer in words, a line for each part: the level, what was written, what shows it. */
export function useAnswerWords(asked: Asked): (answer: Answer | undefined) => string {
  const { t } = useTranslation('competencies');
  const level = (rank: number | null) => {
    if (rank === null) return t('clash.noLevel');
    if (rank === 0) return t('rank.none');
    return levelName(asked, rank) ?? t('rank.number', { rank });
  };
  return (answer) =>
    answer
      ? [level(answer.rank), answer.note.trim(), ...answer.evidence.map((one) => one.label)]
          .filter((one) => one !== '')
          .join('\n')
      : t('clash.nothing');
}
