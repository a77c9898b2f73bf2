import { useTranslation } from 'react-i18next';

/** How far somebody stands from what is expected, in levels and words. Positive is below it. */
export function useGap(): (gap: number) => string {
  const { t } = useTranslation('competencies');
  return (gap) => {
    if (gap > 0) return t('gap.below', { count: gap });
    if (gap < 0) return t('gap.above', { count: -gap });
    return t('gap.met');
  };
}
