import { useTranslation } from 'react-i18next';
import type { Perspective } from '@/gql/graphql';

/** The perspectives in the order in which they are always shown. */
export const PERSPECTIVES: readonly Perspective[] = ['SELF', 'MANAGER', 'PEER', 'UPWARD', 'EXTERNAL'];

/** Perspectives of one rater whom everybody knows: they are always named. */
export const NAMED_ALWAYS: readonly Perspective[] = ['SELF', 'MANAGER'];

/** No anonymous perspective is shown with fewer raters, whatever a cycle asks for. */
export const MINIMUM_FLOOR = 3;

/** From where a rater looks, in a word or two. */
export function PerspectiveName({ of }: { of: Perspective }) {
  const { t } = useTranslation('cycles');
  return <>{t(`perspective.${of}`)}</>;
}
