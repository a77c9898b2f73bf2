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
  const { name } = person;
  const step =
    first?.kind === 'HANDOVER_WAITING'
      ? { to: paths.handovers, text: t('do.handover'), inFull: t('do.handoverFrom', { name }) }
      : meeting
        ? { to: paths.meeting(meeting.id), text: t('do.meeting'), inFull: t('do.meetingWith', { name }) }
        : person.canStartSeries && attention !== 'FINE'
          ? { to: paths.startSeries(person.id), text: t('do.meet'), inFull: t('do.meetWith', { name }) }
          : { to: paths.giveKudos(person.id), text: t('do.thank'), inFull: t('do.thankWho', { name }) };
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
        <Button variant="default" component={Link} to={step.to} aria-label={step.inFull}>
          {step.text}
        </Button>
      </div>
    </li>
  );
}
