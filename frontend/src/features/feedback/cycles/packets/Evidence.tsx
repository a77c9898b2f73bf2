import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime } from '@/ui/dates';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import classes from './packets.module.css';

export const EvidenceFragment = graphql(`
  fragment Evidence_note on FeedbackNote {
    id
    situation
    behaviour
    createdAt
    author {
      id
      ...PersonLine_person
    }
  }
`);

interface EvidenceProps {
  notes: readonly (FragmentType<typeof EvidenceFragment> & { id: string })[];
}

/** Feedback of the period that the viewer may read: something to go by, and no part of the packet. */
export function Evidence({ notes }: EvidenceProps) {
  const { t } = useTranslation('reviews');
  return (
    <div className={classes.evidence} data-no-print>
      <Section title={t('evidence.title')}>
        <p className={classes.quiet}>{t('evidence.lead')}</p>
        {notes.length === 0 ? (
          <EmptyState title={t('evidence.none')} example={t('evidence.noneExample')} />
        ) : (
          <List label={t('evidence.title')}>
            {notes.map((note) => (
              <Note key={note.id} note={note} />
            ))}
          </List>
        )}
      </Section>
    </div>
  );
}

function Note({ note: masked }: { note: FragmentType<typeof EvidenceFragment> }) {
  const note = unmask(EvidenceFragment, masked);
  return (
    <li className={classes.note}>
      <PersonLine person={note.author} size="sm" note={<RelativeTime at={note.createdAt} />} />
      {note.situation ? <p className={classes.quiet}>{note.situation}</p> : null}
      <Link className={classes.gist} to={paths.feedbackNote(note.id)}>
        {note.behaviour}
      </Link>
    </li>
  );
}
