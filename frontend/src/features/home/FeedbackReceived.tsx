import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import classes from './home.module.css';
import { useThankForFeedback } from './useThankForFeedback';

export const FeedbackReceivedFragment = graphql(`
  fragment FeedbackReceived_home on Home {
    feedbackReceived {
      id
      behaviour
      createdAt
      canThank
      author {
        id
        ...PersonLine_person
      }
    }
  }
`);

/** Feedback of the last two weeks that the viewer has not thanked for yet. Nothing when there is none. */
export function FeedbackReceived({ home: masked }: { home: FragmentType<typeof FeedbackReceivedFragment> }) {
  const { feedbackReceived } = unmask(FeedbackReceivedFragment, masked);
  const { t } = useTranslation('home');
  const thank = useThankForFeedback();
  if (feedbackReceived.length === 0) return null;
  return (
    <Section title={t('feedback.title')}>
      <ul className={classes.list}>
        {feedbackReceived.map((note) => (
          <li key={note.id} className={classes.thanks}>
            <PersonLine person={note.author} note={<RelativeTime at={note.createdAt} />} />
            <Link className={classes.message} to={paths.feedbackNote(note.id)}>
              {note.behaviour}
            </Link>
            {note.canThank ? (
              <div>
                <Button
                  variant="light"
                  loading={thank.pending}
                  onClick={() => void thank.run(note.id)}
                >
                  {t('feedback.thank')}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
