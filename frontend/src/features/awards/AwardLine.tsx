import { Button } from '@mantine/core';
import { IconTrophy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import classes from './awards.module.css';
import { AwardStateMark } from './AwardStateMark';
import { useQuarterText } from './useQuarter';

export const AwardLineFragment = graphql(`
  fragment AwardLine_award on Award {
    id
    name
    quarter
    state
    nominationsFrom
    nominationsUntil
    votingUntil
    canNominate
    canVote
    canAnnounce
    winners {
      id
      ...PersonLine_person
    }
  }
`);

/** An award in a list: where it stands, and what the viewer can do. */
export function AwardLine({ award: masked }: { award: FragmentType<typeof AwardLineFragment> }) {
  const award = unmask(AwardLineFragment, masked);
  const { t } = useTranslation('awards');
  const quarter = useQuarterText();
  const next = useNext(award);
  const act = award.canVote ? 'vote' : award.canAnnounce ? 'announce' : award.canNominate ? 'nominate' : null;
  return (
    <li className={classes.line}>
      <span className={classes.icon} aria-hidden="true">
        <IconTrophy size={22} stroke={1.6} />
      </span>
      <div className={classes.lineWords}>
        <span className={classes.lineHead}>
          <Link className={classes.name} to={paths.award(award.id)}>
            {award.name}
          </Link>
          <AwardStateMark state={award.state} />
        </span>
        <span className={classes.small}>
          {[quarter(award.quarter), next].filter((one) => one !== '').join(' · ')}
        </span>
        {award.winners.length > 0 ? (
          <ul className={classes.winnersSmall} aria-label={t('winners', { count: award.winners.length })}>
            {award.winners.map((person) => (
              <li key={person.id}>
                <PersonLine person={person} size="sm" />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      {act ? (
        <Button
          component={Link}
          variant="default"
          to={act === 'nominate' ? `${paths.award(award.id)}?nominate` : paths.award(award.id)}
          aria-label={t(`line.${act}Of`, { name: award.name })}
        >
          {t(`line.${act}`)}
        </Button>
      ) : null}
    </li>
  );
}

/** What comes next, in words; nothing once it is over. */
function useNext(award: DocumentType<typeof AwardLineFragment>): string {
  const { t } = useTranslation('awards');
  const dates = useDates();
  switch (award.state) {
    case 'DRAFT':
      return t('next.DRAFT', { day: dates.date(award.nominationsFrom) });
    case 'NOMINATING':
      return t('next.NOMINATING', { day: dates.date(award.nominationsUntil) });
    case 'VOTING':
      return t('next.VOTING', { day: dates.date(award.votingUntil) });
    default:
      return '';
  }
}
