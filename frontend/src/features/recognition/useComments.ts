import { graphql } from '@/gql';
import { useTelling } from './useKudosActs';

const CommentOnKudos = graphql(`
  mutation CommentOnKudos($input: CommentOnKudosInput!) {
    commentOnKudos(input: $input) {
      ... on CommentOnKudosSuccess {
        comment {
          id
        }
        notTold {
          id
          name
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

const HideKudosComment = graphql(`
  mutation HideKudosComment($input: HideKudosCommentInput!) {
    hideKudosComment(input: $input) {
      ... on HideKudosCommentSuccess {
        kudos {
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

const DeleteKudosComment = graphql(`
  mutation DeleteKudosComment($input: DeleteKudosCommentInput!) {
    deleteKudosComment(input: $input) {
      ... on DeleteKudosCommentSuccess {
        kudos {
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

/** Says a word to kudos. */
export const useCommentOnKudos = (kudosId: string) => useTelling(CommentOnKudos, kudosId);
/** Takes one's own comment away. */
export const useDeleteKudosComment = (kudosId: string) => useTelling(DeleteKudosComment, kudosId);
/** A moderator hides a comment, with a reason that its author reads. */
export const useHideKudosComment = (kudosId: string) => useTelling(HideKudosComment, kudosId);
