import { NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './development.module.css';

export interface PlanWords {
  title: string;
  focus: string;
  startsOn: string;
  endsOn: string;
  checkInEvery: number;
  quietAfter: number;
}

export const PLAN_FIELDS = ['title', 'focus', 'startsOn', 'endsOn', 'checkInEvery', 'quietAfter'] as const;

/** How often people check in; others are kept where they stand already. */
const RHYTHMS = [7, 14, 21, 28, 42];
const QUIET = [14, 21, 28, 42, 60];

interface PlanFieldsProps {
  value: PlanWords;
  change: (patch: Partial<PlanWords>) => void;
  fieldError: (field: string) => string | undefined;
  /** What it will be called if one writes nothing. */
  example?: string;
}

/** What a plan is made of: what it is called, what it is about, its period. */
export function PlanFields({ value, change, fieldError, example = '' }: PlanFieldsProps) {
  const { t } = useTranslation('development');
  return (
    <>
      <TextInput
        label={t('plan.title')}
        description={t('plan.titleHint')}
        required={!example}
        placeholder={example}
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
      <div className={classes.pair}>
        <NativeSelect
          label={t('rhythm.checkIn')}
          value={String(value.checkInEvery)}
          error={fieldError('checkInEvery')}
          onChange={(event) => change({ checkInEvery: Number(event.currentTarget.value) })}
          data={among(RHYTHMS, value.checkInEvery).map((count) => ({
            value: String(count),
            label: t('rhythm.every', { count }),
          }))}
        />
        <NativeSelect
          label={t('rhythm.quiet')}
          value={String(value.quietAfter)}
          error={fieldError('quietAfter')}
          onChange={(event) => change({ quietAfter: Number(event.currentTarget.value) })}
          data={among(QUIET, value.quietAfter).map((count) => ({
            value: String(count),
            label: t('rhythm.quietAfter', { count }),
          }))}
        />
      </div>
    </>
  );
}

function among(usual: readonly number[], now: number): number[] {
  return [...new Set([...usual, now])].toSorted((one, other) => one - other);
}
