import { graphql } from '@/gql';

/** What somebody began to write, as the server keeps it, for them alone. */
export const FeedbackDraftQuery = graphql(`
  query FeedbackDraft($key: String!) {
    viewer {
      feedbackDraft(key: $key) {
        key
        content
        version
        savedAt
      }
    }
  }
`);

export const SaveFeedbackDraft = graphql(`
  mutation SaveFeedbackDraft($input: SaveFeedbackDraftInput!) {
    saveFeedbackDraft(input: $input) {
      ... on SaveFeedbackDraftSuccess {
        draft {
          key
          version
          savedAt
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

export const DiscardFeedbackDraft = graphql(`
  mutation DiscardFeedbackDraft($input: DiscardFeedbackDraftInput!) {
    discardFeedbackDraft(input: $input) {
      ... on DiscardFeedbackDraftSuccess {
        key
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
