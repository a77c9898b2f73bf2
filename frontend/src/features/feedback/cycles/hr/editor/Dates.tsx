import { NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CyclePhase } from '@/gql/graphql';
import { addDays } from '@/lib/dates';
import { useDates } from '@/ui/dates';
import { DateField } from '../DateField';
import classes from '../hr.module.css';
import type { CycleForm } from './form';
import type { CycleFormState } from './useCycleForm';

type Until = 'nominationUntil' | 'writingUntil' | 'calibrationUntil' | 'packetsUntil' | 'acknowledgeUntil';

export const PHASES: readonly { phase: CyclePhase; field: Until; optional: boolean }[] = [
  { phase: 'NOMINATION', field: 'nominationUntil', optional: true },
  { phase: 'WRITING', field: 'writingUntil', optional: false },
  { phase: 'CALIBRATION', field: 'calibrationUntil', optional: true },
  { phase: 'PACKETS', field: 'packetsUntil', optional: false },
  { phase: 'ACKNOWLEDGEMENT', field: 'acknowledgeUntil', optional: false },
];

const RELEASES = ['MANAGER', 'HR', 'DATE'] as const;

/** The last day of each phase, and who hands out the packets. */
export function Dates({ editor }: { editor: CycleFormState }) {
  const { t } = useTranslation('cycles');
  const { locale } = useDates();
  const { form, change, fieldError } = editor;
  const weekday = (date: string) =>
    date
      ? new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
          Date.parse(`${date}T00:00:00Z`),
        )
      : undefined;

  return (
    <div className={classes.fields}>
      <p className={classes.hint}>{t('dates.explain', { zone: form.timeZone })}</p>
      {PHASES.map(({ phase, field, optional }) => {
        const there = !optional || form[field] !== '';
        return (
          <fieldset key={phase} className={classes.group}>
            <legend className={classes.phase}>{t(`phase.${phase}`)}</legend>
            <p className={classes.hint}>{t(`dates.about.${phase}`)}</p>
            {optional ? (
              <Switch
                size="md"
                mt={8}
                label={t('dates.has')}
                aria-label={t('dates.hasNamed', { phase: t(`phase.${phase}`) })}
                checked={there}
                onChange={(event) =>
                  change({ [field]: event.currentTarget.checked ? proposed(form, phase) : '' })
                }
              />
            ) : null}
            {there ? (
              <DateField
                mt={8}
                label={t('dates.lastDay')}
                aria-label={t('dates.lastDayOf', { phase: t(`phase.${phase}`) })}
                description={weekday(form[field])}
                value={form[field]}
                onChange={(date) => change({ [field]: date })}
                error={fieldError(field)}
              />
            ) : null}
          </fieldset>
        );
      })}
      <NativeSelect
        size="md"
        label={t('dates.releasedBy')}
        description={t(`dates.release.${form.releasedBy}`)}
        value={form.releasedBy}
        onChange={(event) => {
          const releasedBy = event.currentTarget.value as (typeof RELEASES)[number];
          change({
            releasedBy,
            releaseOn: releasedBy === 'DATE' ? form.releaseOn || form.packetsUntil : '',
          });
        }}
        data={RELEASES.map((value) => ({ value, label: t(`dates.by.${value}`) }))}
        error={fieldError('releasedBy')}
      />
      {form.releasedBy === 'DATE' ? (
        <DateField
          label={t('dates.releaseOn')}
          value={form.releaseOn}
          onChange={(releaseOn) => change({ releaseOn })}
          error={fieldError('releaseOn')}
        />
      ) : null}
    </div>
  );
}

/** A last day for a phase that is added: a week before writing ends, or one after it. */
function proposed(form: CycleForm, phase: CyclePhase): string {
  return addDays(form.writingUntil, phase === 'NOMINATION' ? -7 : 7);
}
