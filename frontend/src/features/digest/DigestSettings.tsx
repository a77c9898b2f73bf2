import { Button, NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import type { DigestFrequency, DigestSection } from '@/gql/graphql';
import { useCommand } from '@/lib/useCommand';
import { useWanted } from '@/lib/useWanted';
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
      sections
      availableSections
      cadence
      slowed
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

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'OFF'] as const satisfies readonly DigestFrequency[];
/** The digest never comes at night; the server refuses other hours. */
const HOURS = Array.from({ length: 16 }, (_, index) => index + 6);
/** 5 January 1970 was a Monday. */
const MONDAY = Date.UTC(1970, 0, 5);
/** Sections of which somebody may ask why they have them. */
const EXPLAINED = ['TEAM', 'COMPANY'] as const satisfies readonly DigestSection[];

/** How often, on which day, at what time the digest comes, and what stands in it; saved when chosen. */
export function DigestSettings({ viewer: masked }: { viewer: FragmentType<typeof DigestSettingsFragment> }) {
  const { digest: actual } = unmask(DigestSettingsFragment, masked);
  const { t } = useTranslation('digest');
  const dates = useDates();
  const set = useCommand(SetDigestPreference);
  const now = useCommand(SendMyDigestNow);
  const { shown: digest, want, revert } = useWanted(actual);
  const { frequency } = digest;
  const on = frequency !== 'OFF';

  const save = async (patch: Partial<Pick<typeof actual, 'frequency' | 'weekday' | 'hour' | 'sections'>>, done: string) => {
    const next = { ...digest, ...patch };
    want(next);
    const { weekday, hour, sections } = next;
    const outcome = await set.run({
      input: { frequency: next.frequency, weekday, hour, sections: [...sections] },
    });
    if (outcome.ok) toast(done);
    else revert();
  };
  const saved = t('saved');
  const sendNow = async () => {
    const outcome = await now.run({ input: {} });
    if (outcome.ok) toast(t('sent', { address: outcome.data.address }));
  };

  const weekday = new Intl.DateTimeFormat(dates.locale, { weekday: 'long', timeZone: 'UTC' });
  const hour = new Intl.DateTimeFormat(dates.locale, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  });

  return (
    <Section title={t('title')} look="card">
      <p className={classes.text}>{t('lead')}</p>
      {digest.slowed && (digest.cadence === 'WEEKLY' || digest.cadence === 'MONTHLY') ? (
        <div className={classes.slowed} role="status">
          <p>{t(`slowed.${digest.cadence}`)}</p>
          <div>
            <Button variant="default" loading={set.pending} onClick={() => void save({}, t('slowed.done'))}>
              {t('slowed.back')}
            </Button>
          </div>
        </div>
      ) : null}
      <div className={classes.fields}>
        <NativeSelect
          size="md"
          label={t('frequency')}
          value={frequency}
          onChange={(event) => void save({ frequency: event.currentTarget.value as DigestFrequency }, saved)}
          error={set.fieldError('frequency')}
          data={FREQUENCIES.map((value) => ({ value, label: t(`frequency.${value}`) }))}
          {...(frequency === 'DAILY' ? { description: t('dailyHint') } : {})}
        />
        {frequency === 'WEEKLY' || frequency === 'MONTHLY' ? (
          <NativeSelect
            size="md"
            label={t(frequency === 'WEEKLY' ? 'weekday' : 'weekdayMonthly')}
            value={String(digest.weekday)}
            onChange={(event) => void save({ weekday: Number(event.currentTarget.value) }, saved)}
            error={set.fieldError('weekday')}
            data={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
              value: String(day),
              label: weekday.format(MONDAY + (day - 1) * 86_400_000),
            }))}
          />
        ) : null}
        {on ? (
          <NativeSelect
            size="md"
            label={t('hour')}
            value={String(digest.hour)}
            onChange={(event) => void save({ hour: Number(event.currentTarget.value) }, saved)}
            error={set.fieldError('hour')}
            data={HOURS.map((each) => ({
              value: String(each),
              label: hour.format(each * 3_600_000),
            }))}
          />
        ) : null}
      </div>
      {on && digest.nextAt ? (
        <p className={classes.text}>
          {t('next', { when: `${dates.day(digest.nextAt)}, ${dates.time(digest.nextAt)}` })}
        </p>
      ) : null}
      {on ? (
        <fieldset className={classes.sections}>
          <legend className={classes.legend}>{t('sections')}</legend>
          <p className={classes.text}>{t('sectionsHint')}</p>
          {digest.availableSections.map((section) => {
            const explained = EXPLAINED.find((one) => one === section);
            return (
              <Switch
                key={section}
                size="md"
                label={t(`section.${section}`)}
                {...(explained ? { description: t(`section.${explained}Hint`) } : {})}
                checked={digest.sections.includes(section)}
                onChange={(event) =>
                  void save(
                    {
                      sections: event.currentTarget.checked
                        ? digest.availableSections.filter(
                            (one) => one === section || digest.sections.includes(one),
                          )
                        : digest.sections.filter((one) => one !== section),
                    },
                    saved,
                  )
                }
              />
            );
          })}
        </fieldset>
      ) : null}
      <FormError>{set.error('frequency', 'weekday', 'hour') ?? now.error()}</FormError>
      <div>
        <Button variant="default" loading={now.pending} onClick={() => void sendNow()}>
          {t('now')}
        </Button>
      </div>
    </Section>
  );
}
