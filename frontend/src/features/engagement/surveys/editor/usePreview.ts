import { useEffect } from 'react';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { SurveyFormState } from './useSurveyForm';

const PreviewQuery = graphql(`
  query SurveyPreview($surveyId: ID!) {
    surveyPreview(surveyId: $surveyId) {
      people
      combinations
      combinationsKept
      smallest
      overAsked
      losses {
        kind
        kept
        people
        values
        valuesKept
      }
      firstQuestions {
        id
        text
        kind
      }
    }
  }
`);

/** What would follow from the draft as it is saved; null until that is known. */
export function usePreview(surveyId: string, editor: SurveyFormState) {
  const { version } = editor.facts;
  const [{ data, fetching, stale }, execute] = useQuery({
    query: PreviewQuery,
    variables: { surveyId },
    requestPolicy: 'network-only',
  });
  // Once for each version that the server has acknowledged.
  useEffect(() => {
    execute({ requestPolicy: 'network-only' });
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [version]);
  const saving = editor.state === 'saving';
  return fetching || stale || saving ? null : (data?.surveyPreview ?? null);
}
