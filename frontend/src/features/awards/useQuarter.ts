import { useTranslation } from 'react-i18next';
import { addDays } from '@/lib/dates';

const QUARTER = /^(\d{4})-Q([1-4])$/;

/** "2026-Q4" in words; nothing for an award of no quarter. */
export function useQuarterText(): (quarter: string) => string {
  const { t } = useTranslation('awards');
  return (quarter) => {
    const [, year, number] = QUARTER.exec(quarter) ?? [];
    return year && number ? t('quarter', { number, year }) : quarter;
  };
}

/** The quarters around a day: the one before, its own, and two to come. */
export function quartersAround(today: string): string[] {
  const [year, month] = today.split('-').map(Number) as [number, number];
  const here = year * 4 + Math.floor((month - 1) / 3);
  return [-1, 0, 1, 2].map(
    (step) => `${Math.floor((here + step) / 4)}-Q${((here + step) % 4) + 1}`,
  );
}

/** Days for a new award: two weeks to nominate from tomorrow on, a week to vote. */
export function usualDays(today: string) {
  const from = addDays(today, 1);
  return {
    nominationsFrom: from,
    nominationsUntil: addDays(from, 13),
    votingUntil: addDays(from, 20),
  };
}
