import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { NoteCard } from '@/features/feedback/NoteCard';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';

const FeedbackNotePageQuery = graphql(`
  query FeedbackNotePage($id: ID!) {
    feedbackNote(id: $id) {
      id
      author {
        name
        isViewer
      }
      recipient {
        name
        isViewer
      }
      ...NoteCard_note
    }
  }
`);

/** One feedback note. */
export default function FeedbackNotePage() {
  const { t } = useTranslation('feedback');
  const { id = '' } = useParams();
  const result = useQuery({ query: FeedbackNotePageQuery, variables: { id } });
  const note = result[0].data?.feedbackNote;
  const title = !note
    ? t('title')
    : note.author.isViewer
      ? t('note.titleTo', { name: note.recipient.name })
      : note.recipient.isViewer
        ? t('note.titleFrom', { name: note.author.name })
        : t('note.titleBetween', { author: note.author.name, name: note.recipient.name });
  return (
    <>
      <PageHeader title={title} back={{ to: paths.feedback, label: t('title') }} />
      <Query result={result}>
        {({ feedbackNote }) => (feedbackNote ? <NoteCard note={feedbackNote} /> : <NotThere />)}
      </Query>
    </>
  );
}
