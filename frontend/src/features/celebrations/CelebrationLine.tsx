import { Button } from '@mantine/core';
import { IconCake, IconCheck, IconConfetti } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import classes from './celebrations.module.css';
import { useOccasion } from './useOccasion';

export const CelebrationLineFragment = graphql(`
  fragment CelebrationLine_celebration on Celebration {
    id
    kind
    day
    years
    today
    delivered
    canSign
    signatureCount
    forViewer
    cardUnread
    ownSignature {
      id
    }
    person {
      id
      name
      ...PersonLine_person
    }
  }
`);

interface CelebrationLineProps {
  celebration: FragmentType<typeof CelebrationLineFragment>;
}

/** Somebody's day: whose, what, when, and the way to the card. */
export function CelebrationLine({ celebration: masked }: CelebrationLineProps) {
  const celebration = unmask(CelebrationLineFragment, masked);
  const { t } = useTranslation('celebrations');
  const dates = useDates();
  const occasion = useOccasion();
  const { id, person, kind, signatureCount: count } = celebration;
  const Icon = kind === 'BIRTHDAY' ? IconCake : IconConfetti;
  const when = dates.nearDate(celebration.day);
  const sign = celebration.canSign && !celebration.ownSignature;
  return (
    <li className={classes.line} data-unread={celebration.cardUnread || undefined}>
      <div className={classes.who}>
        <PersonLine
          person={person}
          note={
            <span className={classes.what}>
              <Icon size={16} stroke={1.7} aria-hidden="true" />
              {t('line.what', { what: occasion(celebration), when })}
            </span>
          }
        />
      </div>
      <div className={classes.end}>
        {celebration.ownSignature ? (
          <span className={`${classes.small} ${classes.signed}`}>
            <IconCheck size={16} aria-hidden="true" />
            {t('line.youSigned')}
          </span>
        ) : null}
        {count > 0 ? <span className={classes.small}>{t('line.signed', { count })}</span> : null}
        <Button
          component={Link}
          to={paths.celebration(id)}
          variant={celebration.cardUnread ? 'filled' : sign ? 'light' : 'default'}
          aria-label={
            celebration.forViewer
              ? t('line.openOf', { what: occasion(celebration) })
              : sign
                ? t('line.signOf', { name: person.name })
                : t('line.readOf', { name: person.name })
          }
        >
          {celebration.forViewer ? t('line.open') : sign ? t('line.sign') : t('line.read')}
        </Button>
      </div>
    </li>
  );
}
