import { useTranslation } from 'react-i18next';
import { type Given, type Question, isAnswered, pointsOf } from './form';

/** What was answered to a question, in words. */
export function Answered({ question, given }: { question: Question; given: Given }) {
  const { t } = useTranslation('answering');
  if (!isAnswered(question, given)) return <>{t('answer.none')}</>;
  if (question.kind === 'TEXT') return <>{given.words[question.id]}</>;
  const answer = given.answers[question.id];
  if (typeof answer === 'boolean') return <>{t(answer ? 'answer.yes' : 'answer.no')}</>;
  if (typeof answer === 'object') return <>{answer.map((one) => question.options[one]).join(', ')}</>;
  if (question.kind === 'SINGLE_CHOICE') return <>{question.options[answer ?? -1]}</>;
  const point = pointsOf(question).find(({ value }) => value === answer);
  return <>{point?.label ? t('answer.end', { value: point.value, label: point.label }) : answer}</>;
}
