import { useTranslation } from 'react-i18next';
import type { ReportUnit } from '@/gql/graphql';
import { useDates } from '@/ui/dates';

/** Numbers of a report as one writes them, by what they count. */
export function useNumber(): (value: number, unit: ReportUnit) => string {
  const { t } = useTranslation('reports');
  const { locale } = useDates();
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const one = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const two = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return (value, unit) => {
    if (unit === 'SHARE') return t('recognition.percent', { value: whole.format(value * 100) });
    if (unit === 'INDEX') return two.format(value);
    if (unit === 'DAYS') return t('people.days', { count: value, value: one.format(value) });
    return one.format(value);
  };
}
