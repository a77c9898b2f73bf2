import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const ReplyToComment = graphql(`
  mutation ReplyToComment($input: ReplyToCommentInput!) {
    replyToComment(input: $input) {
      ... on ReplyToCommentSuccess {
        comment {
          id
          replies {
            id
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

/** Answers somebody without knowing who they are. */
export function useReplyToComment() {
  return useCommand(ReplyToComment);
}
