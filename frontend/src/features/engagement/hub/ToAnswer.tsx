import { Button } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { heldBallot } from '@/lib/ballot';
import { lastMomentOf } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import classes from './hub.module.css';

export const ToAnswerFragment = graphql(`
  fragment ToAnswer_invitation on SurveyInvitation {
    wave {
      id
    }
    title
    taken
    endsAt
    seconds
    questions {
      id
    }
  }
`);

/** Surveys that are open for the viewer now. */
export function ToAnswer({
  invitations,
}: {
  invitations: readonly FragmentType<typeof ToAnswerFragment>[];
}) {
  const { t } = useTranslation('answering');
  const dates = useDates();
  const held = useHeld(invitations.map((one) => unmask(ToAnswerFragment, one)));
  if (invitations.length === 0) {
    return (
      <Section title={t('hub.toAnswer')}>
        <EmptyState
          icon={<IconChecklist size={30} stroke={1.5} />}
          title={t('hub.nothing')}
          example={t('hub.nothingText')}
        />
      </Section>
    );
  }
  return (
    <Section title={t('hub.toAnswer')}>
      <List label={t('hub.toAnswer')}>
        {invitations.map((masked) => {
          const { wave, title, taken, endsAt, seconds, questions } = unmask(ToAnswerFragment, masked);
          return (
            <li key={wave.id} className={classes.line}>
              <span className={classes.grow}>
                <Link className={classes.name} to={paths.answerSurvey(wave.id)}>
                  {title}
                </Link>
                <span className={classes.note}>
                  {[
                    t('promised.questions', { count: questions.length }),
                    seconds < 60
                      ? t('promised.underMinute')
                      : t('promised.minutes', { count: Math.max(1, Math.round(seconds / 60)) }),
                    t('hub.until', { date: dates.shortDay(lastMomentOf(endsAt)) }),
                  ].join(' · ')}
                </span>
                {taken ? (
                  <span className={classes.note}>
                    {t(held.has(wave.id) ? 'hub.takenHere' : 'hub.takenNote')}
                  </span>
                ) : null}
              </span>
              {!taken || held.has(wave.id) ? (
                <Button
                  component={Link}
                  to={paths.answerSurvey(wave.id)}
                  variant={taken ? 'default' : 'filled'}
                  aria-label={t('hub.answerThis', { title })}
                >
                  {t(taken ? 'promised.goOn' : 'hub.answer')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </List>
    </Section>
  );
}

/** Of which waves a ballot that was taken lies in this browser; only the browser knows. */
function useHeld(invitations: readonly { taken: boolean; wave: { id: string } }[]): ReadonlySet<string> {
  const { personId } = useViewer();
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set());
  const taken = invitations
    .filter((one) => one.taken)
    .map((one) => one.wave.id)
    .join(' ');
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const found = new Set<string>();
      for (const waveId of taken.split(' ').filter(Boolean)) {
        if (await heldBallot(personId, waveId)) found.add(waveId);
      }
      if (!gone) setHeld(found);
    };
    void look();
    return () => {
      gone = true;
    };
  }, [personId, taken]);
  return held;
}
