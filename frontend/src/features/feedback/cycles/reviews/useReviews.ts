import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SaveReview = graphql(`
  mutation SaveReview($input: SaveReviewInput!) {
    saveReview(input: $input) {
      ... on SaveReviewSuccess {
        review {
          id
          version
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

const SubmitReview = graphql(`
  mutation SubmitReview($input: SubmitReviewInput!) {
    submitReview(input: $input) {
      ... on SubmitReviewSuccess {
        review {
          id
          state
          submittedAt
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

const ReopenReview = graphql(`
  mutation ReopenReview($input: ReopenReviewInput!) {
    reopenReview(input: $input) {
      ... on ReopenReviewSuccess {
        review {
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

const RestoreReviewVersion = graphql(`
  mutation RestoreReviewVersion($input: RestoreReviewVersionInput!) {
    restoreReviewVersion(input: $input) {
      ... on RestoreReviewVersionSuccess {
        review {
          id
          version
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

const DeclineReview = graphql(`
  mutation DeclineReview($input: DeclineReviewInput!) {
    declineReview(input: $input) {
      ... on DeclineReviewSuccess {
        review {
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

const SaveGuestReview = graphql(`
  mutation SaveGuestReview($input: SaveGuestReviewInput!) {
    saveGuestReview(input: $input) {
      ... on SaveGuestReviewSuccess {
        review {
          version
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

const SubmitGuestReview = graphql(`
  mutation SubmitGuestReview($input: SubmitGuestReviewInput!) {
    submitGuestReview(input: $input) {
      ... on SubmitGuestReviewSuccess {
        review {
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

const ReopenGuestReview = graphql(`
  mutation ReopenGuestReview($input: ReopenGuestReviewInput!) {
    reopenGuestReview(input: $input) {
      ... on ReopenGuestReviewSuccess {
        review {
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

/** Keeps what was answered so far on the server, while one goes on. */
export const useSaveReview = () => useCommand(SaveReview, { quiet: true });
/** Hands a review in; it can be taken up again until the deadline. */
export const useSubmitReview = () => useCommand(SubmitReview);
/** Takes a review that was handed in up again. */
export const useReopenReview = () => useCommand(ReopenReview);
/** Puts a former text back in its place. */
export const useRestoreReviewVersion = () => useCommand(RestoreReviewVersion);
/** Says that one will not write it, and why. */
export const useDeclineReview = () => useCommand(DeclineReview);
/** The same three for whoever holds a guest's link. */
export const useSaveGuestReview = () => useCommand(SaveGuestReview, { quiet: true });
export const useSubmitGuestReview = () => useCommand(SubmitGuestReview);
export const useReopenGuestReview = () => useCommand(ReopenGuestReview);
