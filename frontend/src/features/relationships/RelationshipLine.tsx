import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { PersonLine } from '@/ui/PersonLine';
import classes from './relationships.module.css';

export const RelationshipLineFragment = graphql(`
  fragment RelationshipLine_relationship on Relationship {
    key
    bond
    attention
    reasons {
      kind
      text
    }
    person {
      id
      name
      canStartSeries
      ...PersonLine_person
    }
    series {
      id
      current {
        id
      }
    }
  }
`);

interface RelationshipLineProps {
  relationship: FragmentType<typeof RelationshipLineFragment>;
}

/** One of the people one works with: why they stand here, and the one next step. */
export function RelationshipLine({ relationship: masked }: RelationshipLineProps) {
  const { person, series, reasons, attention, bond } = unmask(RelationshipLineFragment, masked);
  const { t } = useTranslation('relationships');
  const meeting = series?.current;
  const [first, ...others] = reasons;
  return (
    <li className={classes.relationship}>
      <div className={classes.who}>
        <PersonLine person={person} to={paths.pair(person.id)} note={t(`bond.${bond}`)} />
      </div>
      <div className={classes.why}>
        {first ? (
          <p className={classes.reason} data-now={attention === 'NOW' || undefined}>
            {first.text}
          </p>
        ) : null}
        {others.length > 0 ? (
          <ul className={classes.reasons}>
            {others.map((reason) => (
              <li key={reason.kind}>{reason.text}</li>
            ))}
          </ul>
        ) : null}
      </div>
      <div className={classes.step}>
        {first?.kind === 'HANDOVER_WAITING' ? (
          <Button
            variant="default"
            component={Link}
            to={paths.handovers}
            aria-label={t('do.handoverFrom', { name: person.name })}
          >
            {t('do.handover')}
          </Button>
        ) : meeting ? (
          <Button
            variant="default"
            component={Link}
            to={paths.meeting(meeting.id)}
            aria-label={t('do.meetingWith', { name: person.name })}
          >
            {t('do.meeting')}
          </Button>
        ) : person.canStartSeries && attention !== 'FINE' ? (
          <Button
            variant="default"
            component={Link}
            to={paths.startSeries(person.id)}
            aria-label={t('do.meetWith', { name: person.name })}
          >
            {t('do.meet')}
          </Button>
        ) : (
          <Button
            variant="default"
            component={Link}
            to={paths.giveKudos(person.id)}
            aria-label={t('do.thankWho', { name: person.name })}
          >
            {t('do.thank')}
          </Button>
        )}
      </div>
    </li>
  );
}
