import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { weekdayText } from '@/lib/dates';
import { useDates } from '@/ui/dates';
import classes from './rhythm.module.css';
import {
  EVERY_MAXIMUM,
  ORDINALS,
  type Ordinal,
  type Rule,
  UNITS,
  type Unit,
  WEEKDAYS,
  type Weekday,
  ruleFrom,
  ruleOf,
  ruleText,
} from './rule';

interface RuleBuilderProps {
  /** An RRULE value; empty: none yet. */
  value: string;
  onChange: (rrule: string) => void;
  /** The first day, which fills in what is not chosen. */
  date: string;
  error: string | undefined;
}

/** An own rhythm: every so many days, weeks or months, and on which; or the rule itself as text. */
export function RuleBuilder({ value, onChange, date, error }: RuleBuilderProps) {
  const { t } = useTranslation('one_on_ones');
  const rule = value === '' ? ruleFrom(date) : ruleOf(value, date);
  const [asText, setAsText] = useState(false);

  if (!rule || asText) {
    return (
      <div className={classes.builder}>
        <TextInput
          size="md"
          label={t('rule.text')}
          description={t('rule.textNote')}
          placeholder="FREQ=WEEKLY;INTERVAL=3;BYDAY=TU"
          spellCheck={false}
          autoCapitalize="characters"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={error}
        />
        <div>
          <Button
            variant="subtle"
            size="compact-md"
            className={classes.flush ?? ''}
            onClick={() => {
              if (!rule) onChange(ruleText(ruleFrom(date)));
              setAsText(false);
            }}
          >
            {t('rule.toBuilder')}
          </Button>
        </div>
      </div>
    );
  }
  const change = (patch: Partial<Rule>) => onChange(ruleText({ ...rule, ...patch }));
  return (
    <div className={classes.builder}>
      <Every rule={rule} change={change} />
      {rule.unit === 'WEEKLY' ? <Weekdays rule={rule} change={change} /> : null}
      {rule.unit === 'MONTHLY' ? <DayOfMonth rule={rule} change={change} /> : null}
      {error ? (
        <p role="alert" className={classes.error}>
          {error}
        </p>
      ) : null}
      <div>
        <Button
          variant="subtle"
          size="compact-md"
          className={classes.flush ?? ''}
          onClick={() => {
            onChange(ruleText(rule));
            setAsText(true);
          }}
        >
          {t('rule.toText')}
        </Button>
      </div>
    </div>
  );
}

interface PartProps {
  rule: Rule;
  change: (patch: Partial<Rule>) => void;
}

function Every({ rule, change }: PartProps) {
  const { t } = useTranslation('one_on_ones');
  // What is typed may be no number for a moment.
  const [typed, setTyped] = useState<string | null>(null);
  const most = EVERY_MAXIMUM[rule.unit];
  return (
    <div className={classes.row}>
      <TextInput
        type="number"
        inputMode="numeric"
        size="md"
        min={1}
        max={most}
        className={classes.number ?? ''}
        label={t('rule.every')}
        value={typed ?? String(rule.every)}
        onChange={(event) => {
          const text = event.currentTarget.value;
          const every = Number(text);
          const sound = Number.isInteger(every) && every >= 1 && every <= most;
          setTyped(sound ? null : text);
          if (sound) change({ every });
        }}
        onBlur={() => setTyped(null)}
      />
      <NativeSelect
        size="md"
        className={classes.grow ?? ''}
        label={t('rule.unit')}
        value={rule.unit}
        onChange={(event) => {
          const unit = event.currentTarget.value as Unit;
          change({ unit, every: Math.min(rule.every, EVERY_MAXIMUM[unit]) });
        }}
        data={UNITS.map((unit) => ({ value: unit, label: t(`rule.unit.${unit}`, { count: rule.every }) }))}
      />
    </div>
  );
}

function Weekdays({ rule, change }: PartProps) {
  const { t } = useTranslation('one_on_ones');
  const { locale } = useDates();
  const label = useId();
  const toggle = (day: Weekday) => {
    const without = rule.weekdays.filter((one) => one !== day);
    // A weekly rule has at least one day.
    if (without.length === 0) return;
    change({ weekdays: without.length < rule.weekdays.length ? without : [...rule.weekdays, day] });
  };
  return (
    <div>
      <span id={label} className={classes.label}>
        {t('rule.weekdays')}
      </span>
      <div role="group" aria-labelledby={label} className={classes.weekdays}>
        {WEEKDAYS.map((day, index) => (
          <button
            key={day}
            type="button"
            className={classes.weekday}
            aria-pressed={rule.weekdays.includes(day)}
            aria-label={weekdayText(index, locale, 'long')}
            onClick={() => toggle(day)}
          >
            {weekdayText(index, locale, 'short')}
          </button>
        ))}
      </div>
    </div>
  );
}

function DayOfMonth({ rule, change }: PartProps) {
  const { t } = useTranslation('one_on_ones');
  const { locale } = useDates();
  return (
    <>
      <SegmentedControl
        aria-label={t('rule.monthly')}
        value={rule.monthly}
        onChange={(value) => change({ monthly: value as Rule['monthly'] })}
        data={[
          { value: 'weekday', label: t('rule.monthly.weekday') },
          { value: 'day', label: t('rule.monthly.day') },
        ]}
      />
      {rule.monthly === 'weekday' ? (
        <div className={classes.row}>
          <NativeSelect
            size="md"
            className={classes.grow ?? ''}
            label={t('rule.ordinal')}
            value={String(rule.ordinal)}
            onChange={(event) => change({ ordinal: Number(event.currentTarget.value) as Ordinal })}
            data={ORDINALS.map((one) => ({ value: String(one), label: t(`rule.ordinal.${one}`) }))}
          />
          <NativeSelect
            size="md"
            className={classes.grow ?? ''}
            label={t('rule.weekday')}
            value={rule.weekday}
            onChange={(event) => change({ weekday: event.currentTarget.value as Weekday })}
            data={WEEKDAYS.map((day, index) => ({ value: day, label: weekdayText(index, locale, 'long') }))}
          />
        </div>
      ) : (
        <NativeSelect
          size="md"
          label={t('rule.day')}
          description={rule.day > 28 ? t('rule.dayShort') : undefined}
          value={String(rule.day)}
          onChange={(event) => change({ day: Number(event.currentTarget.value) })}
          data={[
            ...Array.from({ length: 31 }, (_, index) => String(index + 1)),
            { value: '-1', label: t('rule.dayLast') },
          ]}
        />
      )}
    </>
  );
}
