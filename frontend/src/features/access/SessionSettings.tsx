import { Badge, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './access.module.css';

export const SessionSettingsFragment = graphql(`
  fragment SessionSettings_viewer on Viewer {
    sessions {
      id
      current
      device
      createdAt
      lastSeenAt
    }
  }
`);

const EndSession = graphql(`
  mutation EndSession($input: EndSessionInput!) {
    endSession(input: $input) {
      ... on EndSessionSuccess {
        viewer {
          sessions {
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

const EndOtherSessions = graphql(`
  mutation EndOtherSessions($input: EndOtherSessionsInput!) {
    endOtherSessions(input: $input) {
      ... on EndOtherSessionsSuccess {
        ended
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

/** Where one is signed in, and the way to end it. */
export function SessionSettings({ viewer: masked }: { viewer: FragmentType<typeof SessionSettingsFragment> }) {
  const { sessions } = unmask(SessionSettingsFragment, masked);
  const { t } = useTranslation('access');
  const dates = useDates();
  const end = useCommand(EndSession);
  const endOthers = useCommand(EndOtherSessions);

  return (
    <Section
      title={t('sessions.title')}
      look="card"
      aside={
        sessions.length > 1 ? (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            className={classes.flush ?? ''}
            loading={endOthers.pending}
            onClick={() =>
              void endOthers.run({ input: {} }).then((outcome) => {
                if (outcome.ok) toast(t('sessions.endedOthers', { count: outcome.data.ended }));
              })
            }
          >
            {t('sessions.endOthers')}
          </Button>
        ) : null
      }
    >
      <FormError>{end.error() ?? endOthers.error()}</FormError>
      <ul className={classes.accounts}>
        {sessions.map((session) => (
          <li key={session.id} className={classes.account}>
            <span className={classes.grow}>
              <span className={classes.name}>{session.device}</span>
              <span className={classes.note}>
                {t('sessions.since', { date: dates.shortDay(session.createdAt) })} ·{' '}
                {t('sessions.seen', { when: dates.relative(session.lastSeenAt) })}
              </span>
            </span>
            {session.current ? (
              <Badge variant="light">{t('sessions.current')}</Badge>
            ) : (
              <Button
                variant="default"
                aria-label={t('sessions.endNamed', { device: session.device })}
                disabled={end.pending}
                onClick={() =>
                  void end.run({ input: { sessionId: session.id } }).then((outcome) => {
                    if (outcome.ok) toast(t('sessions.ended'));
                  })
                }
              >
                {t('sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
