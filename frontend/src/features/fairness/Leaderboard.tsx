import { Switch } from '@mantine/core';
import { IconListNumbers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { FormError } from '@/ui/Form';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Stack } from '@/ui/Stack';
import { EmptyState, NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from './fairness.module.css';

const LeaderboardQuery = graphql(`
  query Leaderboard {
    leaderboard {
      days
      onIt
      lines {
        place
        received
        isViewer
        person {
          id
          ...PersonLine_person
        }
      }
    }
  }
`);

const LeaveLeaderboard = graphql(`
  mutation LeaveLeaderboard($input: EditRecognitionPreferenceInput!) {
    editRecognitionPreference(input: $input) {
      ... on EditRecognitionPreferenceSuccess {
        preference {
          onLeaderboard
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

/** Who was thanked most in front of everybody, where the company wants to know. Anybody can leave it. */
export function Leaderboard() {
  const { t } = useTranslation('fairness');
  const result = useQuery({ query: LeaderboardQuery });
  const choose = useCommand(LeaveLeaderboard);

  async function set(onLeaderboard: boolean) {
    const outcome = await choose.run({ input: { onLeaderboard } });
    if (outcome.ok) toast(t(onLeaderboard ? 'board.joined' : 'board.left'));
  }

  return (
    <Query result={result}>
      {({ leaderboard }) =>
        leaderboard ? (
          <Stack gap={20}>
            <p className={classes.hint}>{t('board.lead', { count: leaderboard.days })}</p>
            <Switch
              size="md"
              label={t('board.on')}
              description={t('board.onHint')}
              checked={leaderboard.onIt}
              disabled={choose.pending}
              onChange={(event) => void set(event.currentTarget.checked)}
            />
            <FormError>{choose.error()}</FormError>
            {leaderboard.lines.length === 0 ? (
              <EmptyState
                icon={<IconListNumbers size={32} stroke={1.5} />}
                title={t('board.none')}
                example={t('board.noneExample')}
              />
            ) : (
              <List label={t('board.title')}>
                {leaderboard.lines.map((line) => (
                  <li
                    key={line.person.id}
                    className={classes.place}
                    data-mine={line.isViewer || undefined}
                  >
                    <span className={classes.number} aria-label={t('board.place', { place: line.place })}>
                      {line.place}
                    </span>
                    <div className={classes.who}>
                      <PersonLine person={line.person} />
                    </div>
                    <span className={classes.facts}>{t('board.received', { count: line.received })}</span>
                  </li>
                ))}
              </List>
            )}
          </Stack>
        ) : (
          <NotThere />
        )
      }
    </Query>
  );
}
