import { NativeSelect, Switch, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SurveyRhythm } from '@/gql/graphql';
import { addDays } from '@/lib/dates';
import { useDates } from '@/ui/dates';
import { NumberField } from '../NumberField';
import classes from '../surveys.module.css';
import { IN_A_WAVE, OPEN_DAYS_MOST, RHYTHMS, waveLimits } from './form';
import type { SurveyFormState } from './useSurveyForm';

/** When it is asked, how often, how many questions at a time, and when those are reminded who have not begun. */
export function Days({ editor }: { editor: SurveyFormState }) {
  const { t } = useTranslation('surveys');
  const dates = useDates();
  const { form, change, fieldError } = editor;
  const [least, most] = waveLimits(form);
  const inTurn = form.waveQuestions !== null;
  const reminders = form.remindDays
    .toSorted((one, other) => other - one)
    .map((days) => dates.date(addDays(form.startsOn, form.openDays - 1 - days)));
  return (
    <div className={classes.fields}>
      <NativeSelect
        size="md"
        label={t('days.rhythm')}
        description={t('days.rhythmNote')}
        value={form.rhythm}
        onChange={(event) => {
          const rhythm = event.currentTarget.value as SurveyRhythm;
          change({ rhythm });
        }}
        error={fieldError('rhythm')}
        data={RHYTHMS.map((value) => ({ value, label: t(`rhythm.${value}`) }))}
      />
      <div className={classes.pair}>
        <TextInput
          type="date"
          size="md"
          label={t('days.startsOn')}
          description={t('days.startsOnNote')}
          value={form.startsOn}
          onChange={(event) => {
            if (event.currentTarget.value) change({ startsOn: event.currentTarget.value });
          }}
          error={fieldError('startsOn')}
        />
        <NumberField
          label={t('days.openDays')}
          description={t('days.openDaysNote', {
            date: dates.date(addDays(form.startsOn, form.openDays - 1)),
          })}
          value={form.openDays}
          onChange={(openDays) => change({ openDays })}
          min={1}
          max={OPEN_DAYS_MOST[form.rhythm]}
          error={fieldError('openDays')}
        />
      </div>
      <TagsInput
        size="md"
        label={t('days.remind')}
        description={
          reminders.length > 0
            ? t('days.remindNote', { dates: reminders.join(', ') })
            : t('days.remindNone')
        }
        value={form.remindDays.map(String)}
        onChange={(typed) =>
          change({
            remindDays: [
              ...new Set(
                typed.map(Number).filter((days) => Number.isInteger(days) && days > 0 && days < form.openDays),
              ),
            ],
          })
        }
        error={fieldError('remindDays')}
      />
      {form.rhythm === 'ONCE' ? null : (
        <>
          <Switch
            size="md"
            label={t('days.inTurn')}
            description={t('days.inTurnNote')}
            checked={inTurn}
            disabled={most === 0}
            onChange={(event) => change({ waveQuestions: event.currentTarget.checked ? IN_A_WAVE : null })}
          />
          {inTurn ? (
            <NumberField
              label={t('days.waveQuestions')}
              description={t('days.waveQuestionsNote', {
                count: form.questions.filter((one) => one.always).length,
              })}
              value={form.waveQuestions ?? least}
              onChange={(waveQuestions) => change({ waveQuestions })}
              min={least}
              max={most}
              error={fieldError('waveQuestions')}
            />
          ) : null}
        </>
      )}
    </div>
  );
}
