import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import classes from './one_on_ones.module.css';

export const SeriesProposalsFragment = graphql(`
  fragment SeriesProposals_viewer on Viewer {
    seriesProposals {
      key
      reason
      person {
        id
        ...PersonLine_person
      }
      formerManager {
        id
        name
      }
    }
  }
`);

type Proposal = DocumentType<typeof SeriesProposalsFragment>['seriesProposals'][number];

/** Whom the viewer reports to or manages, and does not meet yet: proposed, never begun by itself. */
export function SeriesProposals({ viewer: masked }: { viewer: FragmentType<typeof SeriesProposalsFragment> }) {
  const { seriesProposals } = unmask(SeriesProposalsFragment, masked);
  const { t } = useTranslation('one_on_ones');
  if (seriesProposals.length === 0) return null;
  return (
    <Section title={t('proposals.title')}>
      <ul className={classes.list}>
        {seriesProposals.map((proposal) => (
          <Line key={proposal.key} proposal={proposal} />
        ))}
      </ul>
    </Section>
  );
}

function Line({ proposal: { reason, person, formerManager } }: { proposal: Proposal }) {
  const { t } = useTranslation('one_on_ones');
  const why =
    formerManager && reason !== 'NOT_MEETING'
      ? t(`proposals.${reason}.after`, { name: formerManager.name })
      : t(`proposals.${reason}`);
  return (
    <li className={classes.item}>
      <div className={classes.grow}>
        <PersonLine person={person} note={why} />
      </div>
      <Button component={Link} variant="light" to={paths.startSeries(person.id)}>
        {t('proposals.start')}
      </Button>
    </li>
  );
}
