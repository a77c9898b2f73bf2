import { Switch, Textarea } from '@mantine/core';
import { Fragment, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreference } from '@/lib/usePreference';
import { CoachPanel, CoachVoice } from './coach/CoachPanel';
import { useCoach } from './coach/useCoach';
import classes from './feedback.module.css';

export interface NoteText {
  situation: string;
  behaviour: string;
  impact: string;
  nextStep: string;
}

export const EMPTY_NOTE: NoteText = { situation: '', behaviour: '', impact: '', nextStep: '' };
export const NOTE_FIELDS = ['situation', 'behaviour', 'impact', 'nextStep'] as const;

/** All parts one after the other, as they stand in one field. */
export function inOne(parts: NoteText): string {
  return NOTE_FIELDS.map((field) => parts[field].trim())
    .filter(Boolean)
    .join('\n\n');
}

interface NoteFieldsProps {
  value: NoteText;
  change: (patch: Partial<NoteText>) => void;
  fieldError: (field: string) => string | undefined;
}

/**
 * Situation, behaviour, impact and a next step, each with one line of help; or one field for those who
 * would rather have that. Below them the coach, for those who want it.
 */
export function NoteFields({ value, change, fieldError }: NoteFieldsProps) {
  const { t } = useTranslation(['feedback', 'coach']);
  const [wanted, setWanted] = usePreference('feedback.structure', true);
  // Words in the other parts are never out of sight.
  const structured = wanted || NOTE_FIELDS.some((one) => one !== 'behaviour' && value[one] !== '');
  const { situation, behaviour, impact, nextStep } = value;
  const coach = useCoach(structured ? { situation, behaviour, impact, nextStep } : { behaviour });
  const apart = useRef<NoteText | null>(null);

  function choose(next: boolean) {
    setWanted(next);
    if (!next) {
      apart.current = { situation, behaviour, impact, nextStep };
      change({ ...EMPTY_NOTE, behaviour: inOne(value) });
    } else if (apart.current && inOne(apart.current) === behaviour) {
      change(apart.current);
    }
  }

  const shown = structured ? NOTE_FIELDS : (['behaviour'] as const);
  return (
    <>
      {shown.map((field) => (
        <Fragment key={field}>
          <Textarea
            label={t(structured ? `field.${field}` : 'field.whole')}
            description={t(structured ? `field.${field}.help` : 'field.whole.help')}
            autosize
            minRows={!structured ? 8 : field === 'behaviour' ? 4 : 2}
            maxRows={24}
            required={field === 'behaviour'}
            value={value[field]}
            error={fieldError(field)}
            onChange={(event) => change({ [field]: event.currentTarget.value })}
          />
          <CoachPanel advice={coach.advice} field={field} onDismiss={coach.dismiss} />
        </Fragment>
      ))}
      <CoachVoice advice={coach.advice} />
      <div className={classes.helps} role="group" aria-label={t('help.label')}>
        <Switch
          label={t('help.structure')}
          checked={structured}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
        <Switch
          label={t('coach:switch')}
          description={t('coach:switchHint')}
          checked={coach.on}
          onChange={(event) => coach.setOn(event.currentTarget.checked)}
        />
      </div>
    </>
  );
}
