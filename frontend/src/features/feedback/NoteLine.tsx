import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import classes from './feedback.module.css';

export const NoteLineFragment = graphql(`
  fragment NoteLine_note on FeedbackNote {
    id
    behaviour
    createdAt
    thankedAt
    author {
      id
      isViewer
      ...PersonLine_person
    }
    recipient {
      id
      ...PersonLine_person
    }
    department {
      id
      name
    }
    recipientCount
    followUp {
      answer
    }
  }
`);

/** A note in a list: who, when, and how it begins. */
export function NoteLine({ note: masked }: { note: FragmentType<typeof NoteLineFragment> }) {
  const note = unmask(NoteLineFragment, masked);
  const { t } = useTranslation('feedback');
  const mine = note.author.isViewer;
  return (
    <li className={classes.line}>
      <div className={classes.words}>
        <PersonLine
          person={mine ? note.recipient : note.author}
          note={<RelativeTime at={note.createdAt} />}
        />
        {note.department ? (
          <p className={classes.side}>
            {mine
              ? t('note.toTeam', { team: note.department.name, count: note.recipientCount })
              : t('note.toYourTeam', { team: note.department.name })}
          </p>
        ) : null}
        <Link className={classes.gist} to={paths.feedbackNote(note.id)}>
          {note.behaviour}
        </Link>
      </div>
      {note.thankedAt || note.followUp ? (
        <div className={classes.side}>
          {note.thankedAt ? <span>{t(mine ? 'note.helped' : 'note.thanked')}</span> : null}
          {note.followUp ? (
            <span>{t(note.followUp.answer ? 'back.answered' : 'back.open')}</span>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
