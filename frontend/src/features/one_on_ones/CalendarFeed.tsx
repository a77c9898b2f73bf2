import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './settings.module.css';

export const CalendarFeedFragment = graphql(`
  fragment CalendarFeed_viewer on Viewer {
    calendarFeed {
      key
      createdAt
      lastReadAt
    }
  }
`);

const CreateCalendarFeed = graphql(`
  mutation CreateCalendarFeed($input: CreateCalendarFeedInput!) {
    createCalendarFeed(input: $input) {
      ... on CreateCalendarFeedSuccess {
        url
        feed {
          key
          createdAt
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

const RevokeCalendarFeed = graphql(`
  mutation RevokeCalendarFeed($input: RevokeCalendarFeedInput!) {
    revokeCalendarFeed(input: $input) {
      ... on RevokeCalendarFeedSuccess {
        revoked
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

/** The secret address at which one's calendar reads one's one-on-ones; shown once, when it is made. */
export function CalendarFeed({ viewer: masked }: { viewer: FragmentType<typeof CalendarFeedFragment> }) {
  const { calendarFeed: feed } = unmask(CalendarFeedFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const dates = useDates();
  const create = useCommand(CreateCalendarFeed);
  const revoke = useCommand(RevokeCalendarFeed);
  const [url, setUrl] = useState<string | null>(null);

  const make = async () => {
    const outcome = await create.run({ input: {} });
    if (outcome.ok) setUrl(outcome.data.url);
  };
  const stop = async () => {
    const outcome = await revoke.run({ input: {} });
    if (!outcome.ok) return;
    setUrl(null);
    toast(t('feed.revoked'));
  };
  const copy = async () => {
    if (!url) return;
    await navigator.clipboard.writeText(url);
    toast(t('feed.copied'));
  };

  return (
    <Section title={t('feed.title')} look="card">
      <p className={classes.text}>{t('feed.lead')}</p>
      {url ? (
        <>
          <TextInput
            size="md"
            label={t('feed.address')}
            description={t('feed.once')}
            value={url}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
          />
          <div>
            <Button onClick={() => void copy()}>{t('feed.copy')}</Button>
          </div>
        </>
      ) : null}
      {feed ? (
        <p className={classes.text}>
          {feed.lastReadAt
            ? t('feed.read', {
                made: dates.shortDay(feed.createdAt),
                read: dates.relative(feed.lastReadAt),
              })
            : t('feed.unread', { made: dates.shortDay(feed.createdAt) })}
        </p>
      ) : null}
      <FormError>{create.error() ?? revoke.error()}</FormError>
      <div className={classes.actions}>
        <Button variant="default" loading={create.pending} onClick={() => void make()}>
          {feed ? t('feed.replace') : t('feed.create')}
        </Button>
        {feed ? (
          <Button variant="default" loading={revoke.pending} onClick={() => void stop()}>
            {t('feed.revoke')}
          </Button>
        ) : null}
      </div>
      {feed ? <p className={classes.text}>{t('feed.replaceExplain')}</p> : null}
    </Section>
  );
}
