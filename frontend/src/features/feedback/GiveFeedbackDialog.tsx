import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { Dialog } from '@/ui/Dialog';
import { LoadingState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { GiveFeedbackForm } from './GiveFeedbackForm';

const FeedbackFor = graphql(`
  query FeedbackFor($id: ID!) {
    person(id: $id) {
      id
      name
    }
  }
`);

interface GiveFeedbackDialogProps {
  /** The person whom another page offered; empty to choose. */
  to: string;
  onClose: () => void;
}

/** Feedback that nobody asked for. */
export default function GiveFeedbackDialog({ to, onClose }: GiveFeedbackDialogProps) {
  const { t } = useTranslation('feedback');
  const [{ data, fetching }] = useQuery({ query: FeedbackFor, variables: { id: to }, pause: !to });
  const person = data?.person;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={person ? t('give.titleFor', { name: person.name }) : t('give.title')}
      size="md"
    >
      {to && fetching && !person ? (
        <LoadingState lines={4} />
      ) : (
        <GiveFeedbackForm
          {...(person ? { recipient: { id: person.id, name: person.name } } : {})}
          onCancel={onClose}
          onGiven={(_id, name) => {
            toast(t('give.done', { name }));
            onClose();
          }}
        />
      )}
    </Dialog>
  );
}
