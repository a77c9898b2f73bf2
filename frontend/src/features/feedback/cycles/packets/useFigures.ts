import { useTranslation } from 'react-i18next';
import type { ResultBound } from '@/gql/graphql';
import { useDates } from '@/ui/dates';

/** Numbers as they are written in the viewer's language; what is only a limit says so. */
export function useFigures() {
  const { t } = useTranslation('reviews');
  const { locale } = useDates();
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const figure = (value: number) => format.format(value);
  return {
    figure,
    difference: (value: number) => signed.format(value),
    bounded: (value: number, bound: ResultBound) =>
      bound === 'EXACT'
        ? figure(value)
        : t(bound === 'AT_MOST' ? 'figure.atMost' : 'figure.atLeast', { value: figure(value) }),
    count: (value: number, bound: ResultBound) =>
      bound === 'EXACT'
        ? String(value)
        : t(bound === 'AT_MOST' ? 'figure.atMost' : 'figure.atLeast', { value: String(value) }),
  };
}
