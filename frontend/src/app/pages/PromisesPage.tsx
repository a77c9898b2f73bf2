import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { FILTERS, PromiseList, SIDES } from '@/features/one_on_ones/promises/PromiseList';
import { PromiseTabs } from '@/features/one_on_ones/promises/PromiseTabs';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';

/** Every promise of the viewer and to the viewer, whoever the other one is. */
export default function PromisesPage() {
  const { t } = useTranslation('one_on_ones');
  const [search, setSearch] = useSearchParams();
  const side = SIDES.find((one) => one === search.get('list')) ?? 'made';
  const filter = FILTERS.find((one) => one === search.get('state')) ?? 'OPEN';
  return (
    <>
      <PageHeader
        title={t('page.title')}
        lead={t('page.lead')}
        back={{ to: paths.oneOnOnes, label: t('title') }}
      />
      <PromiseTabs
        side={side}
        filter={filter}
        onFilter={(chosen) => {
          const next = new URLSearchParams(search);
          if (chosen === 'OPEN') next.delete('state');
          else next.set('state', chosen);
          setSearch(next, { replace: true });
        }}
      />
      <PromiseList key={`${side}${filter}`} side={side} filter={filter} />
    </>
  );
}
