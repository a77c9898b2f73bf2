import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { NotificationArea } from '@/gql/graphql';
import { paths } from '@/lib/paths';
import { useCommand } from '@/lib/useCommand';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState, ErrorState, LoadingState, SeenAt } from '@/ui/states';
import { toast } from '@/ui/toast';
import { byDay } from './days';
import { NotificationLine } from './NotificationLine';
import classes from './notifications.module.css';
import { MarkNotificationsSeen } from './operations';
import { useNotifications } from './useNotifications';

export const AREAS = [
  'ONE_ON_ONES',
  'FEEDBACK',
  'REVIEWS',
  'DEVELOPMENT',
  'RECOGNITION',
  'ENGAGEMENT',
  'COMPANY',
] as const satisfies readonly NotificationArea[];

/** What happened that concerns the viewer, newest first, by day; which of it stands in the address. */
export function Notifications() {
  const { t } = useTranslation('notifications');
  const dates = useDates();
  const [search, setSearch] = useSearchParams();
  const area = AREAS.find((one) => one === search.get('area')) ?? null;
  const unseenOnly = search.get('new') === '1';
  const found = useNotifications({ area, unseenOnly });
  const mark = useCommand(MarkNotificationsSeen);

  const choose = (name: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  // Up to a notification means all parts: with one of them chosen the button would do more than it shows.
  const newest = found.rows[0];
  const somethingNew = found.ready && area === null && found.rows.some(({ seen }) => !seen);
  const markSeen = async () => {
    if (!newest) return;
    const outcome = await mark.run({ input: { upTo: newest.id } });
    if (!outcome.ok) return;
    toast(t('marked'));
    await found.refresh();
  };

  return (
    <Stack>
      <div className={classes.bar} role="group" aria-label={t('filters')}>
        <SegmentedControl
          aria-label={t('filters')}
          value={unseenOnly ? '1' : ''}
          onChange={(value) => choose('new', value)}
          data={[
            { value: '', label: t('all') },
            { value: '1', label: t('unseenOnly') },
          ]}
        />
        <NativeSelect
          aria-label={t('area')}
          value={area ?? ''}
          onChange={(event) => choose('area', event.currentTarget.value)}
          data={[
            { value: '', label: t('area.all') },
            ...AREAS.map((one) => ({ value: one, label: t(`area.${one}`) })),
          ]}
        />
        {somethingNew ? (
          <Button className={classes.mark ?? ''} variant="default" loading={mark.pending} onClick={() => void markSeen()}>
            {t('markSeen')}
          </Button>
        ) : null}
      </div>
      <FormError>{mark.error()}</FormError>
      {found.error && !found.ready ? (
        <ErrorState error={found.error} retry={found.retry} />
      ) : !found.ready ? (
        <LoadingState lines={6} height={68} />
      ) : found.rows.length === 0 ? (
        <Nothing area={area} unseenOnly={unseenOnly} />
      ) : (
        <>
          {found.seenAt ? <SeenAt at={found.seenAt} /> : null}
          {byDay(found.rows, dates.zone).map(({ date, rows }) => (
            <Section key={date} title={capital(dates.nearDate(date), dates.locale)}>
              <List label={t('list', { day: dates.nearDate(date) })}>
                {rows.map((row) => (
                  <NotificationLine key={row.id} notification={row} />
                ))}
              </List>
            </Section>
          ))}
          {found.next ? (
            <div>
              {found.older === 'failed' ? <FormError>{t('olderFailed')}</FormError> : null}
              <Button
                variant="default"
                loading={found.older === 'reading'}
                onClick={() => void found.readOlder()}
              >
                {t('more')}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Stack>
  );
}

function Nothing({ area, unseenOnly }: { area: NotificationArea | null; unseenOnly: boolean }) {
  const { t } = useTranslation('notifications');
  const icon = <IconBell size={32} stroke={1.5} />;
  const all = (
    <Button variant="default" component={Link} to={paths.notifications}>
      {t('showAll')}
    </Button>
  );
  if (unseenOnly) {
    return <EmptyState icon={icon} title={t('noneUnseen')} example={t('noneUnseenExample')} action={all} />;
  }
  if (area) return <EmptyState icon={icon} title={t('noneArea')} example={t('noneAreaExample')} action={all} />;
  return <EmptyState icon={icon} title={t('none')} example={t('noneExample')} />;
}

/** "Yesterday", as a heading begins. */
function capital(text: string, locale: string): string {
  const [first = '', ...rest] = text;
  return `${first.toLocaleUpperCase(locale)}${rest.join('')}`;
}
