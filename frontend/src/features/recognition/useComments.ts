import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const CommentOnKudos = graphql(`
  mutation CommentOnKudos($input: CommentOnKudosInput!) {
    commentOnKudos(input: $input) {
      ... on CommentOnKudosSuccess {
        comment {
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
export const useCommentOnKudos = () => useCommand(CommentOnKudos);
/** Takes a comment away. */
export const useDeleteKudosComment = () => useCommand(DeleteKudosComment);
