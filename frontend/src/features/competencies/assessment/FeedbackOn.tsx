import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import classes from '../competencies.module.css';
import type { Asked } from './wire';

interface FeedbackOnProps {
  notes: readonly Asked['feedback'][number]['note'][];
  /** Those that are evidence already. */
  taken: ReadonlySet<string>;
  /** Makes one evidence of the answer; left out where one only reads. */
  onTake?: (noteId: string, title: string) => void;
}

/** Feedback to the person that carries the competency, as far as the viewer may read it. */
export function FeedbackOn({ notes, taken, onTake }: FeedbackOnProps) {
  const { t } = useTranslation('competencies');
  const dates = useDates();
  if (notes.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{t('feedback.title', { count: notes.length })}</summary>
      <ul className={classes.notes}>
        {notes.map((note) => (
          <li key={note.id} className={classes.noteOne}>
            <span className={classes.note}>
              {note.author.name} · {dates.day(note.createdAt)}
            </span>
            <p className={classes.prose}>
              {[note.situation, note.behaviour, note.impact, note.nextStep]
                .filter((part) => part.trim() !== '')
                .join('\n')}
            </p>
            <div className={classes.buttons}>
              <Link to={paths.feedbackNote(note.id)}>{t('feedback.read')}</Link>
              {onTake ? (
                taken.has(note.id) ? (
                  <span className={classes.note}>{t('feedback.taken')}</span>
                ) : (
                  <Button
                    size="compact-md"
                    variant="default"
                    onClick={() => onTake(note.id, feedbackTitle(note))}
                  >
                    {t('feedback.take')}
                  </Button>
                )
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}

const LONGEST = 80;

/** The first of what was written, for a line. */
function feedbackTitle(note: { behaviour: string; situation: string; author: { name: string } }) {
  const text = (note.behaviour || note.situation).trim();
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return `${note.author.name}: ${short}`;
}
