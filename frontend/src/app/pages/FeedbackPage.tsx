import { Button } from '@mantine/core';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import classes from '@/features/feedback/feedback.module.css';
import { Archived, Asked, Given, OfGuests, Received, ToWrite } from '@/features/feedback/Lists';
import { TABS, type Tab, Tabs } from '@/features/feedback/Tabs';
import { usePreload } from '@/lib/usePreload';
import { PageHeader } from '@/ui/PageHeader';

const loadGiveFeedbackDialog = () => import('@/features/feedback/GiveFeedbackDialog');
const GiveFeedbackDialog = lazy(loadGiveFeedbackDialog);
const loadRequestFeedbackDialog = () => import('@/features/feedback/RequestFeedbackDialog');
const RequestFeedbackDialog = lazy(loadRequestFeedbackDialog);
const LATER = [loadGiveFeedbackDialog, loadRequestFeedbackDialog];

const LISTS = {
  toWrite: ToWrite,
  received: Received,
  given: Given,
  asked: Asked,
  guests: OfGuests,
  archived: Archived,
};

/** Feedback to and from the viewer. `?give=<person>` and `?ask=<person>` open the forms. */
export default function FeedbackPage() {
  usePreload(LATER);
  const { t } = useTranslation('feedback');
  const [search, setSearch] = useSearchParams();
  const asked = search.get('tab') as Tab | null;
  const tab: Tab = asked && TABS.includes(asked) ? asked : 'received';
  const give = search.get('give');
  const ask = search.get('ask');
  const Shown = LISTS[tab];

  function open(form: 'give' | 'ask' | null) {
    const next = new URLSearchParams(search);
    next.delete('give');
    next.delete('ask');
    if (form) next.set(form, '');
    setSearch(next, { replace: form === null });
  }

  const askButton = <Button onClick={() => open('ask')}>{t('request.open')}</Button>;
  const giveButton = (
    <Button variant="default" onClick={() => open('give')}>
      {t('give.open')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        action={
          <div className={classes.actions}>
            {giveButton}
            {askButton}
          </div>
        }
      />
      <Tabs chosen={tab} />
      <Shown key={tab} action={tab === 'given' || tab === 'toWrite' ? giveButton : askButton} />
      <Suspense fallback={null}>
        {give !== null ? <GiveFeedbackDialog to={give} onClose={() => open(null)} /> : null}
        {ask !== null ? <RequestFeedbackDialog of={ask} onClose={() => open(null)} /> : null}
      </Suspense>
    </>
  );
}
