import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CoachPanel, CoachVoice } from '../../coach/CoachPanel';
import { useCoach } from '../../coach/useCoach';
import type { FieldProps } from './QuestionField';

/** What the server takes at most (`answers.TEXT_MAXIMUM`). */
const MOST = 10_000;
// A review is about a whole time.
const OCCASION = { period: true };

/** Room to write, with hints below that nobody has to follow. */
export function TextAnswer({
  answer,
  onChange,
  labelledBy,
  describedBy,
  invalid,
  question,
  hints,
}: FieldProps & { hints: boolean }) {
  const { t } = useTranslation('reviews');
  const text = answer.text ?? '';
  return (
    <>
      <Textarea
        autosize
        minRows={5}
        maxRows={24}
        size="md"
        maxLength={MOST}
        placeholder={t('question.write')}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-required={question.required || undefined}
        aria-invalid={invalid || undefined}
        value={text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      {hints && text !== '' ? <Hints text={text} /> : null}
    </>
  );
}

function Hints({ text }: { text: string }) {
  const { advice, dismiss } = useCoach({ behaviour: text }, OCCASION);
  return (
    <>
      <CoachPanel advice={advice} field="behaviour" onDismiss={dismiss} />
      <CoachVoice advice={advice} />
    </>
  );
}
