import { Button } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { Suspense, lazy, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Feed } from '@/features/recognition/feed/Feed';
import { Filters } from '@/features/recognition/feed/Filters';
import { filterOf } from '@/features/recognition/feed/filter';
import { keyOf } from '@/features/recognition/feed/store';
import { type Prefill, prefillOf, withoutPrefill } from '@/features/recognition/give/address';
import classes from '@/features/recognition/recognition.module.css';
import { ScheduledLink } from '@/features/recognition/scheduled/ScheduledLink';
import { Tabs } from '@/features/recognition/Tabs';
import { usePreload } from '@/lib/usePreload';
import { PageHeader } from '@/ui/PageHeader';

const loadGiveKudosDialog = () => import('@/features/recognition/give/GiveKudosDialog');
const GiveKudosDialog = lazy(loadGiveKudosDialog);
const LATER = [loadGiveKudosDialog];

/**
 * Thanks of the whole company. `?give` opens the form; `to`, `team`, `department`, `value` and
 * `message` beside it fill it in. `?to=<person>` alone opens it with that person.
 */
export default function RecognitionPage() {
  usePreload(LATER);
  const { t } = useTranslation('recognition');
  const [search, setSearch] = useSearchParams();
  const asked = prefillOf(search);
  const [prefill, setPrefill] = useState<Prefill | null>(asked);
  const giving = asked !== null;
  const wanted = JSON.stringify(asked);

  // What a link fills in is taken over, and leaves the address: words stay in no history.
  useEffect(() => {
    if (!asked) return;
    setPrefill((before) => (isEmpty(asked) ? before : asked));
    if (isEmpty(asked)) return;
    const next = withoutPrefill(search);
    next.set('give', '');
    setSearch(next, { replace: true });
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted]);

  function show(open: boolean) {
    const next = withoutPrefill(search);
    if (open) next.set('give', '');
    else setPrefill(null);
    setSearch(next, { replace: !open });
  }

  const filter = filterOf(giving ? withoutPrefill(search) : search);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        action={
          <Button leftSection={<IconHeartHandshake size={18} />} onClick={() => show(true)}>
            {t('give.open')}
          </Button>
        }
      />
      <Tabs />
      <div className={classes.column}>
        <Filters filter={filter} />
        <ScheduledLink />
        <Feed key={keyOf(filter)} filter={filter} onGive={() => show(true)} />
      </div>
      {giving ? (
        <Suspense fallback={null}>
          <GiveKudosDialog prefill={prefill} onClose={() => show(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

const isEmpty = ({ personIds, groups, value, message }: Prefill) =>
  personIds.length === 0 && groups.length === 0 && !value && !message;
