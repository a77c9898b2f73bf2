import { Button, NativeSelect, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { calendarDate } from '@/lib/dates';
import { useViewer } from '@/lib/session';
import { Stack } from '@/ui/Stack';
import { type Cadence, type Rhythm, RhythmPreview, useRhythmPreview } from './RhythmPreview';
import { RuleBuilder } from './RuleBuilder';
import { ruleFrom, ruleText } from './rule';
import classes from './rhythm.module.css';

const CADENCES = ['WEEKLY', 'EVERY_TWO_WEEKS', 'MONTHLY', 'CUSTOM'] as const;

interface RhythmFieldsProps {
  value: Rhythm;
  change: (patch: Partial<Rhythm>) => void;
  /** What the field of day and time is about. */
  firstLabel: string;
  /** What was refused when it was sent, by its field in the API. */
  fieldError: (field: string) => string | undefined;
  /** The name of that field in the API: `firstMeetingAt` or `nextMeetingAt`. */
  firstField: string;
}

/** How often, when first, in whose time; what comes of it is shown while one chooses. */
export function RhythmFields({ value, change, firstLabel, fieldError, firstField }: RhythmFieldsProps) {
  const { t } = useTranslation('one_on_ones');
  const viewer = useViewer();
  const preview = useRhythmPreview(value);
  const [zoneShown, setZoneShown] = useState(value.zone !== viewer.timeZone);
  const date = value.first.slice(0, 10) || calendarDate(new Date(), value.zone);
  const problem = preview?.problem;
  const error = (field: string) =>
    fieldError(field === 'firstMeetingAt' ? firstField : field) ??
    (problem?.field === field ? problem.message : undefined);
  const lost = problem && !['rrule', 'firstMeetingAt', 'timeZone', 'cadence'].includes(problem.field ?? '');
  const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', value.zone])].sort();

  return (
    <>
      <Radio.Group
        size="md"
        label={t('start.cadence')}
        value={value.cadence}
        onChange={(cadence) =>
          change({
            cadence: cadence as Cadence,
            ...(cadence === 'CUSTOM' && value.rrule === '' ? { rrule: ruleText(ruleFrom(date)) } : {}),
          })
        }
        error={error('cadence')}
      >
        <Stack gap={8}>
          {CADENCES.map((one) => (
            <Radio key={one} mt={one === 'WEEKLY' ? 6 : 0} value={one} label={t(`cadence.choose.${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {value.cadence === 'CUSTOM' ? (
        <RuleBuilder
          value={value.rrule}
          onChange={(rrule) => change({ rrule })}
          date={date}
          error={error('rrule')}
        />
      ) : null}
      <div className={classes.row}>
        <TextInput
          type="datetime-local"
          size="md"
          className={classes.grow ?? ''}
          label={firstLabel}
          value={value.first}
          onChange={(event) => change({ first: event.currentTarget.value })}
          error={error('firstMeetingAt')}
          required
        />
        {zoneShown ? (
          <NativeSelect
            size="md"
            className={classes.grow ?? ''}
            label={t('start.zoneLabel')}
            value={value.zone}
            onChange={(event) => change({ zone: event.currentTarget.value })}
            error={error('timeZone')}
            data={zones}
          />
        ) : null}
      </div>
      {zoneShown ? null : (
        <p className={classes.zone}>
          {t('start.zone', { zone: value.zone })}{' '}
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => setZoneShown(true)}
          >
            {t('start.zoneOther')}
          </Button>
        </p>
      )}
      {lost ? (
        <p role="alert" className={classes.error}>
          {problem.message}
        </p>
      ) : null}
      <RhythmPreview preview={preview} zone={value.zone} />
    </>
  );
}
