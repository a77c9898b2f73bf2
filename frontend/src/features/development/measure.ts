import type { TFunction } from 'i18next';
import type { GoalMeasure } from '@/gql/graphql';

export const MEASURES: readonly GoalMeasure[] = ['PERCENT', 'MILESTONES', 'NUMBER', 'YES_NO', 'GOALS'];

export interface Measured {
  measure: GoalMeasure;
  progress: number | null;
  numberStart: string | null;
  numberTarget: string | null;
  numberNow: string | null;
  unit: string;
  milestones: readonly { doneAt: string | null }[];
  childrenCounted: number;
}

/** A decimal of the API, which is text so that no digit is lost, as one writes it in a language. */
export function numberText(decimal: string, locale: string): string {
  const number = Number(decimal);
  if (decimal.trim() === '' || !Number.isFinite(number)) return decimal;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(number);
}

/** What a person types as a number, with a comma or a point, as the API wants it; null: not one. */
export function decimalOf(text: string): string | null {
  const plain = text.trim().replace(/[\s\u00a0\u202f]/g, '').replace(',', '.').replace('−', '-');
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}

/** What the progress is counted from, in words. */
export function measureText(
  goal: Measured,
  t: TFunction<'development'>,
  locale: string,
): string {
  switch (goal.measure) {
    case 'PERCENT':
      return '';
    case 'MILESTONES': {
      const count = goal.milestones.length;
      if (count === 0) return t('measured.noSteps');
      const done = goal.milestones.filter((one) => one.doneAt !== null).length;
      return t('measured.steps', { count, done });
    }
    case 'NUMBER': {
      const number = (decimal: string | null) => numberText(decimal ?? '–', locale);
      const withUnit = (decimal: string | null) =>
        goal.unit ? t('measured.withUnit', { number: number(decimal), unit: goal.unit }) : number(decimal);
      const start = goal.numberStart;
      const now = goal.numberNow ?? start;
      const target = number(goal.numberTarget);
      if (now === null) return t('measured.numberUntold', { target: withUnit(goal.numberTarget) });
      return start === null || start === now
        ? t('measured.number', { now: withUnit(now), target })
        : t('measured.numberFrom', { now: withUnit(now), start: number(start), target });
    }
    case 'YES_NO':
      return goal.progress === 100 ? t('measured.yes') : t('measured.no');
    case 'GOALS':
      return goal.childrenCounted === 0
        ? t('measured.noGoals')
        : t('measured.goals', { count: goal.childrenCounted });
  }
}
