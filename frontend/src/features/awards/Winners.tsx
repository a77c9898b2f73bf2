import { IconTrophy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import classes from './awards.module.css';
import { Nomination } from './Nomination';

export const WinnersFragment = graphql(`
  fragment Winners_award on Award {
    state
    winners {
      id
      isViewer
      ...PersonLine_person
    }
    kudos {
      id
    }
    nominationsOfMe {
      id
      ...Nomination_nomination
    }
  }
`);

/** Who has the award, and what was written about the viewer. */
export function Winners({ award: masked }: { award: FragmentType<typeof WinnersFragment> }) {
  const award = unmask(WinnersFragment, masked);
  const { t } = useTranslation('awards');
  if (award.state !== 'ANNOUNCED') return null;
  const [thanks] = award.kudos;
  const [winner, another] = award.winners;
  return (
    <>
      <div className={classes.podium}>
        <IconTrophy size={48} stroke={1.3} aria-hidden="true" />
        <h2 className={classes.podiumTitle}>
          {winner?.isViewer && !another
            ? t('winners.you')
            : t('winners', { count: award.winners.length })}
        </h2>
        <ul className={classes.podiumList}>
          {award.winners.map((person) => (
            <li key={person.id}>
              <PersonLine person={person} size="lg" />
            </li>
          ))}
        </ul>
        {thanks ? <Link to={paths.kudos(thanks.id)}>{t('winners.thanks')}</Link> : null}
      </div>
      {award.nominationsOfMe.length > 0 ? (
        <Section title={t('ofMe.title')}>
          <p className={classes.lead}>{t('ofMe.lead')}</p>
          <List label={t('ofMe.title')}>
            {award.nominationsOfMe.map((one) => (
              <Nomination key={one.id} nomination={one} by="author" />
            ))}
          </List>
        </Section>
      ) : null}
    </>
  );
}
