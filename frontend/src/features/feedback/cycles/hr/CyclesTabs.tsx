import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { paths } from '@/lib/paths';
import { TabLink, TabLinks } from '@/ui/TabLinks';

const PLACES = [
  [paths.cycles, 'place.cycles'],
  [paths.cycleProgrammes, 'place.programmes'],
  [paths.cycleTemplates, 'place.templates'],
  [paths.questionBank, 'place.bank'],
] as const;

/** Cycles, programmes, templates and the question bank, each with its address. */
export function CyclesTabs() {
  const { t } = useTranslation('cycles');
  const { pathname } = useLocation();
  return (
    <TabLinks label={t('places')} tight>
      {PLACES.map(([to, label]) => (
        <TabLink key={to} to={to} current={pathname === to}>
          {t(label)}
        </TabLink>
      ))}
    </TabLinks>
  );
}
