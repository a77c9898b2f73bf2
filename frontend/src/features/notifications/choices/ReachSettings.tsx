import { Button, Checkbox, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { addDays, calendarDate } from '@/lib/dates';
import { useCommand } from '@/lib/useCommand';
import { useWanted } from '@/lib/useWanted';
import { useDates } from '@/ui/dates';
import { Form, FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './choices.module.css';

export const ReachSettingsFragment = graphql(`
  fragment ReachSettings_choices on NotificationChoices {
    quietFrom
    quietTo
    daysOff
    pausedUntil
  }
`);

const SetReach = graphql(`
  mutation SetReach($input: SetReachInput!) {
    setReach(input: $input) {
      ... on SetReachSuccess {
        viewer {
          notificationChoices {
            quietFrom
          }
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** 5 January 1970 was a Monday. */
const MONDAY = Date.UTC(1970, 0, 5);
/** What quiet hours begin with. */
const EVENING = { quietFrom: 20, quietTo: 7 };

/** Quiet hours, days off, a pause; each saved when it is chosen. */
export function ReachSettings({ choices: masked }: { choices: FragmentType<typeof ReachSettingsFragment> }) {
  const actual = unmask(ReachSettingsFragment, masked);
  const { t } = useTranslation('reach');
  const dates = useDates();
  const set = useCommand(SetReach);
  const { shown, want, revert } = useWanted(actual);
  const quiet = shown.quietFrom !== shown.quietTo;

  const save = async (patch: Partial<typeof actual>, done: string) => {
    const { quietFrom, quietTo, daysOff, pausedUntil } = { ...shown, ...patch };
    want({ ...shown, ...patch });
    const outcome = await set.run({
      input: { quietFrom, quietTo, daysOff: [...daysOff], pausedUntil: pausedUntil ?? null },
    });
    if (outcome.ok) toast(done);
    else revert();
    return outcome.ok;
  };

  const hour = new Intl.DateTimeFormat(dates.locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  const hours = HOURS.map((each) => ({ value: String(each), label: hour.format(each * 3_600_000) }));
  const weekday = new Intl.DateTimeFormat(dates.locale, { weekday: 'long', timeZone: 'UTC' });

  return (
    <Section title={t('reach.title')} look="card">
      <p className={classes.text}>{t('reach.lead')}</p>
      <p className={classes.text}>{t('reach.zone', { zone: dates.zone })}</p>
      <Switch
        size="md"
        label={t('reach.quiet')}
        description={t('reach.quietHint')}
        checked={quiet}
        onChange={(event) =>
          void save(
            event.currentTarget.checked ? EVENING : { quietFrom: 0, quietTo: 0 },
            t('reach.saved'),
          )
        }
      />
      {quiet ? (
        <div className={classes.fields}>
          <NativeSelect
            size="md"
            label={t('reach.from')}
            value={String(shown.quietFrom)}
            error={set.fieldError('quietFrom')}
            onChange={(event) => void save({ quietFrom: Number(event.currentTarget.value) }, t('reach.saved'))}
            // The same hour twice would be no quiet hours at all: that is what the switch is for.
            data={hours.filter(({ value }) => Number(value) !== shown.quietTo)}
          />
          <NativeSelect
            size="md"
            label={t('reach.to')}
            value={String(shown.quietTo)}
            error={set.fieldError('quietTo')}
            onChange={(event) => void save({ quietTo: Number(event.currentTarget.value) }, t('reach.saved'))}
            data={hours.filter(({ value }) => Number(value) !== shown.quietFrom)}
          />
        </div>
      ) : null}
      <Checkbox.Group
        size="md"
        label={t('reach.daysOff')}
        description={t('reach.daysOffHint')}
        error={set.fieldError('daysOff')}
        value={shown.daysOff.map(String)}
        onChange={(days) => void save({ daysOff: days.map(Number).sort() }, t('reach.saved'))}
      >
        <div className={classes.days}>
          {[1, 2, 3, 4, 5, 6, 7].map((day) => (
            <Checkbox
              key={day}
              size="md"
              value={String(day)}
              label={weekday.format(MONDAY + (day - 1) * 86_400_000)}
            />
          ))}
        </div>
      </Checkbox.Group>
      <FormError>{set.error('quietFrom', 'quietTo', 'daysOff', 'pausedUntil')}</FormError>
      <Pause
        until={shown.pausedUntil ?? null}
        pending={set.pending}
        error={set.fieldError('pausedUntil')}
        save={(pausedUntil) =>
          save({ pausedUntil }, t(pausedUntil ? 'pause.begun' : 'pause.ended'))
        }
      />
    </Section>
  );
}

interface PauseProps {
  until: string | null;
  pending: boolean;
  error: string | undefined;
  save: (until: string | null) => Promise<boolean>;
}

function Pause({ until, pending, error, save }: PauseProps) {
  const { t } = useTranslation('reach');
  const dates = useDates();
  const [day, setDay] = useState('');
  const tomorrow = addDays(calendarDate(new Date(), dates.zone), 1);
  return (
    <div className={classes.part}>
      <h3 className={classes.partTitle}>{t('pause.title')}</h3>
      {until ? (
        <>
          <p role="status">{t('pause.now', { day: dates.date(until) })}</p>
          <div>
            <Button variant="default" loading={pending} onClick={() => void save(null)}>
              {t('pause.end')}
            </Button>
          </div>
        </>
      ) : (
        <Form onSubmit={() => void save(day).then((saved) => saved && setDay(''))}>
          <p className={classes.text}>{t('pause.hint')}</p>
          <div className={classes.inline}>
            <TextInput
              type="date"
              size="md"
              label={t('pause.until')}
              required
              min={tomorrow}
              max={addDays(tomorrow, 365)}
              value={day}
              error={error}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" size="md" loading={pending} disabled={!day}>
              {t('pause.begin')}
            </Button>
          </div>
        </Form>
      )}
    </div>
  );
}
