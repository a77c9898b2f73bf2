import { TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './development.module.css';

export interface PlanWords {
  title: string;
  focus: string;
  startsOn: string;
  endsOn: string;
}

export const PLAN_FIELDS = ['title', 'focus', 'startsOn', 'endsOn'] as const;

interface PlanFieldsProps {
  value: PlanWords;
  change: (patch: Partial<PlanWords>) => void;
  fieldError: (field: string) => string | undefined;
}

/** What a plan is made of: what it is called, what it is about, its period. */
export function PlanFields({ value, change, fieldError }: PlanFieldsProps) {
  const { t } = useTranslation('development');
  return (
    <>
      <TextInput
        label={t('plan.title')}
        description={t('plan.titleHint')}
        required
        maxLength={200}
        data-autofocus
        value={value.title}
        error={fieldError('title')}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <Textarea
        label={t('plan.focus')}
        description={t('plan.focusHint')}
        autosize
        minRows={4}
        maxRows={16}
        value={value.focus}
        error={fieldError('focus')}
        onChange={(event) => change({ focus: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <TextInput
          type="date"
          label={t('plan.startsOn')}
          required
          value={value.startsOn}
          error={fieldError('startsOn')}
          onChange={(event) => change({ startsOn: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('plan.endsOn')}
          required
          value={value.endsOn}
          error={fieldError('endsOn')}
          onChange={(event) => change({ endsOn: event.currentTarget.value })}
        />
      </div>
    </>
  );
}
