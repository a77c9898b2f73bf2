import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../feedback.module.css';

interface QuestionChoiceProps {
  value: string;
  onChange: (question: string) => void;
  /** What the bank offers, in the viewer's language. */
  bank: readonly { id: string; text: string }[];
  error: string | undefined;
  autoFocus: boolean;
}

const FEW = 4;

/** A question of one's own, or one from the bank to begin with. */
export function QuestionChoice({ value, onChange, bank, error, autoFocus }: QuestionChoiceProps) {
  const { t } = useTranslation('feedback');
  const [all, setAll] = useState(false);
  const shown = all ? bank : bank.slice(0, FEW);
  return (
    <>
      <Textarea
        label={t('request.question')}
        description={t('request.questionHint')}
        autosize
        minRows={3}
        maxRows={12}
        required
        data-autofocus={autoFocus || undefined}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {bank.length > 0 ? (
        <div>
          <p className={classes.side}>{t('ask.bank')}</p>
          <ul className={classes.examples} aria-label={t('ask.bank')}>
            {shown.map(({ id, text }) => (
              <li key={id}>
                <button
                  type="button"
                  className={classes.example}
                  aria-pressed={value === text}
                  onClick={() => onChange(text)}
                >
                  {text}
                </button>
              </li>
            ))}
          </ul>
          {bank.length > FEW ? (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-expanded={all}
              onClick={() => setAll((before) => !before)}
            >
              {all ? t('ask.bankLess') : t('ask.bankAll', { count: bank.length })}
            </Button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
