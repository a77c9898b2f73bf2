import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const OpenAssessment = graphql(`
  mutation OpenAssessment($input: OpenAssessmentInput!) {
    openAssessment(input: $input) {
      ... on OpenAssessmentSuccess {
        assessment {
          id
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const SaveAssessment = graphql(`
  mutation SaveAssessment($input: SaveAssessmentInput!) {
    saveAssessment(input: $input) {
      ... on SaveAssessmentSuccess {
        assessment {
          id
          mySheet {
            version
            savedAt
          }
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const SubmitAssessment = graphql(`
  mutation SubmitAssessment($input: SubmitAssessmentInput!) {
    submitAssessment(input: $input) {
      ... on SubmitAssessmentSuccess {
        assessment {
          id
          state
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const CancelAssessment = graphql(`
  mutation CancelAssessment($input: CancelAssessmentInput!) {
    cancelAssessment(input: $input) {
      ... on CancelAssessmentSuccess {
        assessment {
          id
          state
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

/** Begins an assessment: both sides are asked. */
export const useOpenAssessment = () => useCommand(OpenAssessment);
/** Keeps one's sheet on the server while one goes on. */
export const useSaveAssessment = () => useCommand(SaveAssessment, { quiet: true });
/** Hands one's sheet in. */
export const useSubmitAssessment = () => useCommand(SubmitAssessment);
/** Calls it off; what was answered is destroyed. */
export const useCancelAssessment = () => useCommand(CancelAssessment);
