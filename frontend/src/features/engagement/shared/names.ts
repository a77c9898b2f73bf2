import { useTranslation } from 'react-i18next';
import type { SegmentKind, SurveyQuestionKind, SurveyReaders } from './kinds';

/** What kinds of things are called, wherever surveys are spoken of. */
export function useSurveyNames() {
  const { t } = useTranslation('engagement_shared');
  return {
    segment: (kind: SegmentKind) => t(`segment.${kind}`),
    questionKind: (kind: SurveyQuestionKind) => t(`kind.${kind}`),
    readers: (readers: SurveyReaders) => t(`readers.${readers}`),
  };
}
