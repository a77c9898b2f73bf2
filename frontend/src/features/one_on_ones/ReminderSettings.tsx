import { NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './settings.module.css';

export const ReminderSettingsFragment = graphql(`
  fragment ReminderSettings_viewer on Viewer {
    oneOnOneSettings {
      nudgeLeadMinutes
      nudgeAfter
      calendarMail
    }
  }
`);

const SetOneOnOneSettings = graphql(`
  mutation SetOneOnOneSettings($input: SetOneOnOneSettingsInput!) {
    setOneOnOneSettings(input: $input) {
      ... on SetOneOnOneSettingsSuccess {
        settings {
          nudgeLeadMinutes
          nudgeAfter
          calendarMail
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

/** Minutes before a meeting that one can choose; one that was set elsewhere is offered as well. */
const LEADS = [15, 30, 60, 120, 240, 1440, 2880];

/** Which mails about one-on-ones come, and when; saved when chosen. */
export function ReminderSettings({
  viewer: masked,
}: {
  viewer: FragmentType<typeof ReminderSettingsFragment>;
}) {
  const { oneOnOneSettings: settings } = unmask(ReminderSettingsFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const set = useCommand(SetOneOnOneSettings);
  const lead = settings.nudgeLeadMinutes;
  const leads = lead == null || LEADS.includes(lead) ? LEADS : [...LEADS, lead].sort((a, b) => a - b);

  const save = async (patch: Partial<Omit<typeof settings, '__typename'>>) => {
    const { nudgeLeadMinutes, nudgeAfter, calendarMail } = { ...settings, ...patch };
    const outcome = await set.run({
      input: { nudgeLeadMinutes: nudgeLeadMinutes ?? null, nudgeAfter, calendarMail },
    });
    if (outcome.ok) toast(t('reminders.saved'));
  };
  const span = (minutes: number) =>
    minutes % 1440 === 0
      ? t('reminders.days', { count: minutes / 1440 })
      : minutes % 60 === 0
        ? t('reminders.hours', { count: minutes / 60 })
        : t('reminders.minutes', { count: minutes });

  return (
    <Section title={t('reminders.title')} look="card">
      <p className={classes.text}>{t('reminders.lead')}</p>
      <NativeSelect
        size="md"
        label={t('reminders.before')}
        value={lead == null ? '' : String(lead)}
        disabled={set.pending}
        error={set.fieldError('nudgeLeadMinutes')}
        onChange={(event) => {
          const value = event.currentTarget.value;
          void save({ nudgeLeadMinutes: value === '' ? null : Number(value) });
        }}
        data={[
          { value: '', label: t('reminders.never') },
          ...leads.map((minutes) => ({ value: String(minutes), label: span(minutes) })),
        ]}
      />
      <Switch
        size="md"
        label={t('reminders.after')}
        description={t('reminders.afterExplain')}
        checked={settings.nudgeAfter}
        disabled={set.pending}
        onChange={(event) => void save({ nudgeAfter: event.currentTarget.checked })}
      />
      <Switch
        size="md"
        label={t('reminders.calendar')}
        description={t('reminders.calendarExplain')}
        checked={settings.calendarMail}
        disabled={set.pending}
        onChange={(event) => void save({ calendarMail: event.currentTarget.checked })}
      />
      <FormError>{set.error('nudgeLeadMinutes')}</FormError>
    </Section>
  );
}
