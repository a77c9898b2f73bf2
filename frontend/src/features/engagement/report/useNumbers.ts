import { useTranslation } from 'react-i18next';
import type { FigureBound } from '@/gql/graphql';
import { useDates } from '@/ui/dates';

interface Small {
  n: number | null;
  meanFrom: number | null;
  meanUntil: number | null;
  meanBound: FigureBound;
}

/** Figures as words: always to the same precision, so that none seems finer than it is. */
export function useNumbers() {
  const { t } = useTranslation('survey_reports');
  const { locale } = useDates();
  const one = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const rough = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const two = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const signed = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  // A real minus sign: a hyphen before a number reads as a dash.
  const minus = (text: string) => text.replace('-', '\u2212');
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });

  function bounded(text: string, bound: FigureBound): string {
    return bound === 'EXACT' ? text : t(`bound.${bound}`, { value: text });
  }
  function range(from: number | null, until: number | null, text: (value: number) => string) {
    if (from === null || until === null) return null;
    // Everybody who counts has answered: nothing is left to chance.
    return from === until ? t('range.none') : t('range', { from: text(from), until: text(until) });
  }
  /** Words between the ends: a dash between two minus signs could not be read. */
  function span(from: number | null, until: number | null) {
    if (from === null || until === null) return null;
    return from === until
      ? t('range.none')
      : t('range.signed', {
          from: minus(whole.format(from)),
          until: minus(whole.format(until)),
        });
  }
  const percent = (share: number) => percents.format(share);
  const mean = (value: number) => one.format(value);

  return {
    t,
    mean,
    percent,
    whole: (value: number) => minus(whole.format(value)),
    /** With its sign, 0 without one. */
    signed: (value: number) => minus(signed.format(value)),
    /** A factor between 0 and 1. */
    factor: (value: number) => two.format(value),
    bounded,
    /** What is shown of a mean: null where it is not told. */
    meanOf: (figure: { mean: number | null; meanBound: FigureBound }) =>
      figure.mean === null
        ? null
        : figure.meanBound === 'EXACT'
          ? mean(figure.mean)
          : bounded(rough.format(figure.mean), figure.meanBound),
    /** Null also where the mean itself is only a bound: an interval round it would say more than it. */
    meanRange: (figure: {
      meanFrom: number | null;
      meanUntil: number | null;
      meanBound: FigureBound;
    }) => (figure.meanBound === 'EXACT' ? range(figure.meanFrom, figure.meanUntil, mean) : null),
    favourableOf: (figure: { favourable: number | null; favourableBound: FigureBound }) =>
      figure.favourable === null ? null : bounded(percent(figure.favourable), figure.favourableBound),
    favourableRange: (figure: {
      favourableFrom: number | null;
      favourableUntil: number | null;
      favourableBound: FigureBound;
    }) =>
      figure.favourableBound === 'EXACT'
        ? range(figure.favourableFrom, figure.favourableUntil, percent)
        : null,
    range,
    span,
    /** Interval and n, for where there is little room. */
    smallOf: (figure: Small) => {
      const interval =
        figure.meanBound === 'EXACT' ? range(figure.meanFrom, figure.meanUntil, mean) : null;
      const n = figure.n === null ? t('n.fewShort') : whole.format(figure.n);
      return interval === null ? t('heat.onlyN', { n }) : t('heat.small', { range: interval, n });
    },
    /** Of how many: where few people were asked, their number is not told. */
    nOf: (n: number | null) => (n === null ? t('n.few') : t('n', { count: n, n: whole.format(n) })),
    nShort: (n: number | null) => (n === null ? t('n.fewShort') : whole.format(n)),
  };
}
