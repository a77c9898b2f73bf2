import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { DateText } from '@/ui/dates';
import { Section } from '@/ui/Section';
import classes from '../competencies.module.css';
import { levelTitle } from '../levels/levelTitle';

const PlacePersonDialog = lazy(() => import('../levels/PlacePersonDialog'));

export const StandingFragment = graphql(`
  fragment Standing_person on Person {
    id
    name
    isViewer
    hasLeft
    canPlace
    placement {
      startsOn
      level {
        id
        name
        trackName
        framework {
          id
          name
        }
      }
    }
    placements {
      startsOn
      endsOn
      level {
        id
        name
        trackName
      }
    }
  }
`);

interface StandingProps {
  person: FragmentType<typeof StandingFragment>;
  /** Whether the way to the competencies is shown: not where one is there already. */
  lead?: boolean;
}

/** At which level somebody stands, since when, and where they stood before. */
export function Standing({ person: masked, lead = false }: StandingProps) {
  const person = unmask(StandingFragment, masked);
  const { t } = useTranslation('competencies');
  const [placing, setPlacing] = useState(false);
  const { placement, placements, canPlace } = person;
  // Colleagues do not see each other's level.
  if (placements === null && !canPlace) return null;
  if (!placement && !canPlace && (placements ?? []).length === 0) return null;
  const others = (placements ?? []).filter((one) => one.startsOn !== placement?.startsOn);
  return (
    <Section
      title={t('standing.title')}
      aside={
        canPlace && !person.hasLeft ? (
          <Button variant="default" size="compact-md" onClick={() => setPlacing(true)}>
            {placement ? t('place.change') : t('place.open')}
          </Button>
        ) : null
      }
    >
      {placement ? (
        <div className={classes.stack} data-gap="tiny">
          <span className={classes.standingName}>
            {levelTitle(placement.level)}
          </span>
          <span className={classes.note}>
            {t('levels.since')} <DateText date={placement.startsOn} />
            {' · '}
            <Link to={paths.framework(placement.level.framework.id)}>
              {placement.level.framework.name}
            </Link>
          </span>
        </div>
      ) : (
        <p className={classes.note}>{t('standing.none')}</p>
      )}
      {lead && placement ? (
        <p>
          <Link to={paths.competenciesOf(person.id)}>{t('standing.competencies')}</Link>
        </p>
      ) : null}
      {!lead && placement ? (
        <p>
          <Link to={paths.careerPath(person.id)}>
            {person.isViewer ? t('path.open') : t('path.openOf')}
          </Link>
        </p>
      ) : null}
      {others.length > 0 ? (
        <details className={classes.details}>
          <summary>{t('standing.history')}</summary>
          <ul className={classes.history}>
            {others.map((one) => (
              <li key={one.startsOn}>
                {levelTitle(one.level)}
                <span className={classes.note}>
                  {' '}
                  <DateText date={one.startsOn} />
                  {one.endsOn ? (
                    <>
                      {' – '}
                      <DateText date={one.endsOn} />
                    </>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {placing ? (
        <Suspense fallback={null}>
          <PlacePersonDialog
            person={person}
            levelId={placement?.level.id ?? null}
            onClose={() => setPlacing(false)}
          />
        </Suspense>
      ) : null}
    </Section>
  );
}
