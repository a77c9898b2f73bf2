import { Button } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Feed } from '@/features/recognition/Feed';
import { Filters } from '@/features/recognition/Filters';
import { usePreload } from '@/lib/usePreload';
import { PageHeader } from '@/ui/PageHeader';

const loadGiveKudosDialog = () => import('@/features/recognition/GiveKudosDialog');
const GiveKudosDialog = lazy(loadGiveKudosDialog);
const LATER = [loadGiveKudosDialog];

/** Thanks of the whole company. `?to=<person>` opens the form with that person in it. */
export default function RecognitionPage() {
  usePreload(LATER);
  const { t } = useTranslation('recognition');
  const [search, setSearch] = useSearchParams();
  const personId = search.get('person');
  const companyValueId = search.get('value');
  const to = search.get('to');
  const giving = to !== null || search.has('give');

  function show(open: boolean) {
    const next = new URLSearchParams(search);
    next.delete('to');
    if (open) next.set('give', '');
    else next.delete('give');
    setSearch(next, { replace: !open });
  }

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
      <Filters personId={personId} companyValueId={companyValueId} />
      <Feed
        key={`${personId}:${companyValueId}`}
        personId={personId}
        companyValueId={companyValueId}
        onGive={() => show(true)}
      />
      {giving ? (
        <Suspense fallback={null}>
          <GiveKudosDialog to={to} onClose={() => show(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
