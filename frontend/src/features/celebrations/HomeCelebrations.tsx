import { IconCake, IconConfetti, IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import classes from './celebrations.module.css';
import { useOccasion } from './useOccasion';

export const HomeCelebrationsFragment = graphql(`
  fragment HomeCelebrations_celebration on Celebration {
    id
    kind
    day
    years
    canSign
    signatureCount
    forViewer
    cardUnread
    ownSignature {
      id
    }
    person {
      id
      ...PersonLine_person
    }
  }
`);

/** On Home there is room for so many. */
const SHOWN = 3;

interface HomeCelebrationsProps {
  celebrations: readonly FragmentType<typeof HomeCelebrationsFragment>[];
}

/** A card that waits to be opened, and whose days are near. Nothing where there is nothing. */
export function HomeCelebrations({ celebrations }: HomeCelebrationsProps) {
  const { t } = useTranslation('celebrations');
  const dates = useDates();
  const occasion = useOccasion();
  const all = celebrations.map((one) => unmask(HomeCelebrationsFragment, one));
  const own = all.filter((one) => one.forViewer && one.cardUnread);
  const others = all.filter((one) => !one.forViewer).slice(0, SHOWN);
  if (own.length === 0 && others.length === 0) return null;
  return (
    <Section
      title={t('title')}
      aside={
        <Link className={classes.more} to={paths.celebrations}>
          {t('home.all')}
        </Link>
      }
    >
      <ul className={classes.home}>
        {own.map((one) => (
          <li key={one.id} className={classes.homeOwn}>
            <IconMail size={20} stroke={1.7} aria-hidden="true" />
            <Link to={paths.celebration(one.id)}>
              {one.signatureCount > 0
                ? t('home.card', { count: one.signatureCount })
                : t('home.cardEmpty')}
            </Link>
          </li>
        ))}
        {others.map((one) => {
          const Icon = one.kind === 'BIRTHDAY' ? IconCake : IconConfetti;
          return (
            <li key={one.id} className={classes.homeLine}>
              <PersonLine
                person={one.person}
                size="sm"
                to={paths.celebration(one.id)}
                note={
                  <span className={classes.what}>
                    <Icon size={16} stroke={1.7} aria-hidden="true" />
                    {t('line.what', { what: occasion(one), when: dates.nearDate(one.day) })}
                  </span>
                }
              />
              {one.canSign && !one.ownSignature ? (
                <Link className={classes.more} to={paths.celebration(one.id)}>
                  {t('home.sign')}
                </Link>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
