import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SurveyState, WaveState } from '@/gql/graphql';

const SURVEY_COLOURS: Record<SurveyState, string> = { DRAFT: 'gray', LAUNCHED: 'teal', ENDED: 'gray' };
const WAVE_COLOURS: Record<WaveState, string> = {
  PLANNED: 'gray',
  OPEN: 'teal',
  CLOSING: 'amber',
  CLOSED: 'gray',
  CANCELLED: 'red',
};

/** How far a survey is, in a word. */
export function SurveyMark({ state }: { state: SurveyState }) {
  const { t } = useTranslation('surveys');
  return (
    <Badge variant="light" color={SURVEY_COLOURS[state]}>
      {t(`state.${state}`)}
    </Badge>
  );
}

/** How far one of its waves is. */
export function WaveMark({ state }: { state: WaveState }) {
  const { t } = useTranslation('surveys');
  return (
    <Badge variant="light" color={WAVE_COLOURS[state]}>
      {t(`waveState.${state}`)}
    </Badge>
  );
}
