import { useTranslation } from 'react-i18next';
import type { CelebrationKind } from '@/gql/graphql';

interface Occasion {
  kind: CelebrationKind;
  years: number | null;
}

/** What is celebrated, in a few words. */
export function useOccasion(): (of: Occasion) => string {
  const { t } = useTranslation('celebrations');
  return ({ kind, years }) =>
    kind === 'ANNIVERSARY' && years ? t('occasion.years', { count: years }) : t(`occasion.${kind}`);
}
