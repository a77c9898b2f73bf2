import { Button } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';
import classes from './fairness.module.css';

const LineFragment = graphql(`
  fragment TeamThanks_line on TeamThanksLine {
    lastThankedOn
    days
    quiet
    received
    given
    person {
      id
      name
      ...PersonLine_person
    }
  }
`);

const TeamThanksQuery = graphql(`
  query TeamThanks {
    teamThanks {
      quietAfter
      lines {
        ...TeamThanks_line
      }
    }
  }
`);

type TeamLine = DocumentType<typeof LineFragment>;

/** Whom in their team nobody has thanked for long, for a manager: those first. */
export function TeamThanks() {
  const { t } = useTranslation('fairness');
  const result = useQuery({ query: TeamThanksQuery });
  return (
    <Query result={result}>
      {({ teamThanks }) => {
        const lines = unmask(LineFragment, teamThanks.lines);
        if (lines.length === 0) {
          return (
            <EmptyState
              icon={<IconUsersGroup size={32} stroke={1.5} />}
              title={t('team.none')}
              example={t('team.noneExample')}
            />
          );
        }
        const quiet = lines.filter((line) => line.quiet);
        const others = lines.filter((line) => !line.quiet);
        return (
          <Stack gap={24}>
            <p className={classes.summary} role="status">
              {quiet.length === 0
                ? t('team.allWell', { days: teamThanks.quietAfter })
                : t('team.quiet', { count: quiet.length, days: teamThanks.quietAfter })}
            </p>
            <List label={t('team.people')}>
              {[...quiet, ...others].map((line) => (
                <Line key={line.person.id} line={line} />
              ))}
            </List>
            <p className={classes.hint}>{t('team.explain', { days: teamThanks.quietAfter })}</p>
          </Stack>
        );
      }}
    </Query>
  );
}

function Line({ line }: { line: TeamLine }) {
  const { t } = useTranslation('fairness');
  const dates = useDates();
  const { person, lastThankedOn, days } = line;
  return (
    <li className={classes.line}>
      <div className={classes.who}>
        <PersonLine person={person} />
      </div>
      <div className={classes.facts}>
        <span className={line.quiet ? classes.warm : undefined}>
          {lastThankedOn
            ? t('team.last', { day: dates.nearDate(lastThankedOn), count: days ?? 0 })
            : t('team.never')}
        </span>
        <span className={classes.quiet}>{t('team.received', { count: line.received })}</span>
        <span className={classes.quiet}>{t('team.given', { count: line.given })}</span>
      </div>
      <div className={classes.acts}>
        <Button
          component={Link}
          to={paths.giveKudos(person.id)}
          variant={line.quiet ? 'light' : 'subtle'}
          aria-label={t('team.thankOne', { name: person.name })}
        >
          {t('team.thank')}
        </Button>
        <Link to={paths.kudosOf(person.id)}>{t('team.see')}</Link>
      </div>
    </li>
  );
}
