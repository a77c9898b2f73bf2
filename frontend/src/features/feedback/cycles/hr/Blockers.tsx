import { IconAlertTriangle, IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { PersonName } from '@/ui/PersonLine';
import classes from './hr.module.css';

export const BlockersFragment = graphql(`
  fragment Blockers_blocker on CycleBlocker {
    kind
    stops
    count
    text
    people {
      id
      ...PersonLine_person
    }
  }
`);

/** How many people the server names at most. */
const NAMED = 10;

interface BlockersProps {
  blockers: readonly FragmentType<typeof BlockersFragment>[];
  /** Said when there is nothing in the way. */
  none?: string;
}

/** What must be mended before the next step, and what should be looked at; the first come first. */
export function Blockers({ blockers: masked, none }: BlockersProps) {
  const { t } = useTranslation('cycles');
  const blockers = [...unmask(BlockersFragment, masked)].sort(
    (one, other) => Number(other.stops) - Number(one.stops),
  );
  if (blockers.length === 0) return none ? <p className={classes.hint}>{none}</p> : null;
  return (
    <ul className={classes.blockers}>
      {blockers.map((one) => (
        <li key={one.kind} className={classes.blocker} data-stops={one.stops || undefined}>
          {one.stops ? (
            <IconHandStop size={20} stroke={1.7} aria-hidden="true" />
          ) : (
            <IconAlertTriangle size={20} stroke={1.7} aria-hidden="true" />
          )}
          <span className={classes.grow}>
            <span>
              <strong>{t(one.stops ? 'blockers.stops' : 'blockers.looks')}</strong> {one.text}
            </span>
            {one.people.length > 0 ? (
              <span className={classes.note}>
                {one.people.map((person, index) => (
                  <span key={person.id}>
                    {index > 0 ? ', ' : ''}
                    <PersonName person={person} />
                  </span>
                ))}
                {one.people.length >= NAMED ? `, ${t('blockers.others')}` : ''}
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
