import { Button, NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './digest.module.css';

export const DigestSettingsFragment = graphql(`
  fragment DigestSettings_viewer on Viewer {
    digest {
      frequency
      weekday
      hour
      nextAt
    }
  }
`);

const SetDigestPreference = graphql(`
  mutation SetDigestPreference($input: SetDigestPreferenceInput!) {
    setDigestPreference(input: $input) {
      ... on SetDigestPreferenceSuccess {
        viewer {
          digest {
            frequency
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

const SendMyDigestNow = graphql(`
  mutation SendMyDigestNow($input: SendMyDigestNowInput!) {
    sendMyDigestNow(input: $input) {
      ... on SendMyDigestNowSuccess {
        address
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

/** The digest never comes at night; the server refuses other hours. */
const HOURS = Array.from({ length: 16 }, (_, index) => index + 6);
/** 5 January 1970 was a Monday. */
const MONDAY = Date.UTC(1970, 0, 5);

/** Whether, on which day and at what time the weekly mail comes; saved when chosen. */
export function DigestSettings({ viewer: masked }: { viewer: FragmentType<typeof DigestSettingsFragment> }) {
  const { digest } = unmask(DigestSettingsFragment, masked);
  const { t } = useTranslation('access');
  const dates = useDates();
  const set = useCommand(SetDigestPreference);
  const now = useCommand(SendMyDigestNow);
  const on = digest.frequency === 'WEEKLY';

  const save = async (patch: Partial<Pick<typeof digest, 'frequency' | 'weekday' | 'hour'>>) => {
    const { frequency, weekday, hour } = { ...digest, ...patch };
    const outcome = await set.run({ input: { frequency, weekday, hour } });
    if (outcome.ok) toast(t('digest.saved'));
  };
  const sendNow = async () => {
    const outcome = await now.run({ input: {} });
    if (outcome.ok) toast(t('digest.sent', { address: outcome.data.address }));
  };

  const weekday = new Intl.DateTimeFormat(dates.locale, { weekday: 'long', timeZone: 'UTC' });
  const hour = new Intl.DateTimeFormat(dates.locale, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  });

  return (
    <Section title={t('digest.title')} look="card">
      <p className={classes.text}>{t('digest.lead')}</p>
      <Switch
        size="md"
        label={t('digest.on')}
        checked={on}
        disabled={set.pending}
        onChange={(event) =>
          void save({ frequency: event.currentTarget.checked ? 'WEEKLY' : 'OFF' })
        }
      />
      {on ? (
        <div className={classes.fields}>
          <NativeSelect
            size="md"
            label={t('digest.weekday')}
            value={String(digest.weekday)}
            disabled={set.pending}
            onChange={(event) => void save({ weekday: Number(event.currentTarget.value) })}
            error={set.fieldError('weekday')}
            data={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
              value: String(day),
              label: weekday.format(MONDAY + (day - 1) * 86_400_000),
            }))}
          />
          <NativeSelect
            size="md"
            label={t('digest.hour')}
            value={String(digest.hour)}
            disabled={set.pending}
            onChange={(event) => void save({ hour: Number(event.currentTarget.value) })}
            error={set.fieldError('hour')}
            data={HOURS.map((each) => ({
              value: String(each),
              label: hour.format(each * 3_600_000),
            }))}
          />
        </div>
      ) : null}
      {on && digest.nextAt ? (
        <p className={classes.text}>
          {t('digest.next', { when: `${dates.day(digest.nextAt)}, ${dates.time(digest.nextAt)}` })}
        </p>
      ) : null}
      <FormError>{set.error('weekday', 'hour') ?? now.error()}</FormError>
      <div>
        <Button variant="default" loading={now.pending} onClick={() => void sendNow()}>
          {t('digest.now')}
        </Button>
      </div>
    </Section>
  );
}
