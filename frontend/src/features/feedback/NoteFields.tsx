import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface NoteText {
  situation: string;
  behaviour: string;
  impact: string;
  nextStep: string;
}

export const EMPTY_NOTE: NoteText = { situation: '', behaviour: '', impact: '', nextStep: '' };
export const NOTE_FIELDS = ['situation', 'behaviour', 'impact', 'nextStep'] as const;

interface NoteFieldsProps {
  value: NoteText;
  change: (patch: Partial<NoteText>) => void;
  fieldError: (field: string) => string | undefined;
}

/** Situation, behaviour, impact and a next step, each with one line of help. */
export function NoteFields({ value, change, fieldError }: NoteFieldsProps) {
  const { t } = useTranslation('feedback');
  return (
    <>
      {NOTE_FIELDS.map((field) => (
        <Textarea
          key={field}
          label={t(`field.${field}`)}
          description={t(`field.${field}.help`)}
          autosize
          minRows={field === 'behaviour' ? 4 : 2}
          required={field === 'behaviour'}
          value={value[field]}
          error={fieldError(field)}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
        />
      ))}
    </>
  );
}
