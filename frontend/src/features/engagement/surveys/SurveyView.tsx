import { Suspense, lazy } from 'react';
import { LoadingState } from '@/ui/states';
import { type FragmentType, graphql, unmask } from '@/gql';
import { Running } from './Running';
import { partOf } from './editor/form';

const Editor = lazy(() => import('./editor/Editor'));

export const SurveyViewFragment = graphql(`
  fragment SurveyView_survey on Survey {
    id
    state
    canEdit
    ...Running_survey
  }
`);

interface SurveyViewProps {
  survey: FragmentType<typeof SurveyViewFragment>;
  /** Which part of the editor. */
  part: string | null;
}

/** A survey: its editor while it is a draft, then how it goes. */
export function SurveyView({ survey: masked, part }: SurveyViewProps) {
  const survey = unmask(SurveyViewFragment, masked);
  return survey.state === 'DRAFT' && survey.canEdit ? (
    <Suspense fallback={<LoadingState lines={5} />}>
      <Editor id={survey.id} part={partOf(part)} />
    </Suspense>
  ) : (
    <Running survey={survey} />
  );
}
