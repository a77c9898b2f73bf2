import { useTranslation } from 'react-i18next';
import { useDates } from '@/ui/dates';

/** From when until when, both days belonging to it. */
export function Period({ from, to }: { from: string; to: string }) {
  const { t } = useTranslation('development');
  const dates = useDates();
  return <span>{t('period', { from: dates.date(from), to: dates.date(to) })}</span>;
}
