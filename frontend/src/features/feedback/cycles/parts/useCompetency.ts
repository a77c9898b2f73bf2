import { useTranslation } from 'react-i18next';

/** The competencies of the templates and questions that come with erm. */
const KNOWN = {
  Communication: 'communication',
  Contribution: 'contribution',
  Craft: 'craft',
  Direction: 'direction',
  'Finding in': 'findingIn',
  Judgement: 'judgement',
  Leading: 'leading',
  Reliability: 'reliability',
  Results: 'results',
  Support: 'support',
  Trust: 'trust',
  'Working together': 'workingTogether',
} as const;

/** A competency in the reader's language where it came with erm; as it was typed where it did not. */
export function useCompetency(): (name: string) => string {
  const { t } = useTranslation('cycles');
  return (name) => (name in KNOWN ? t(`competency.${KNOWN[name as keyof typeof KNOWN]}`) : name);
}
