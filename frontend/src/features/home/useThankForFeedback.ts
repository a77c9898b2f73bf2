import { useTranslation } from 'react-i18next';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { toast } from '@/ui/toast';

const ThankFromHome = graphql(`
  mutation ThankFromHome($input: ThankForFeedbackInput!) {
    thankForFeedback(input: $input) {
      ... on ThankForFeedbackSuccess {
        note {
          id
          thankedAt
          author {
            name
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

/** Tells the author of a feedback note that it helped. */
export function useThankForFeedback() {
  const { t } = useTranslation('home');
  const { run, pending } = useCommand(ThankFromHome);
  return {
    pending,
    run: async (noteId: string) => {
      const outcome = await run({ input: { noteId } });
      toast(
        outcome.ok
          ? t('feedback.thanked', { name: outcome.data.note.author.name })
          : (outcome.refusal?.message ?? outcome.fault ?? ''),
      );
    },
  };
}
