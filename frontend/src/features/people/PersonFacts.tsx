import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { timeText } from '@/lib/dates';
import { DateText, useDates } from '@/ui/dates';
import { PersonName } from '@/ui/PersonLine';
import classes from './people.module.css';

export const PersonFactsFragment = graphql(`
  fragment PersonFacts_person on Person {
    id
    workEmail
    employeeNumber
    location
    timeZone
    hiredOn
    leftOn
    hasLeft
    department {
      id
      name
      path
    }
    manager {
      id
      ...PersonLine_person
    }
    managerChain {
      id
      ...PersonLine_person
    }
  }
`);

/** Where somebody works, since when, and how to reach them. */
export function PersonFacts({ person: masked }: { person: FragmentType<typeof PersonFactsFragment> }) {
  const person = unmask(PersonFactsFragment, masked);
  const { t } = useTranslation('people');
  const dates = useDates();
  const above = person.managerChain.slice(1);
  return (
    <dl className={classes.facts}>
      {person.department ? (
        <>
          <dt>{t('person.department')}</dt>
          <dd>{person.department.path.join(' › ')}</dd>
        </>
      ) : null}
      {person.manager ? (
        <>
          <dt>{t('person.manager')}</dt>
          <dd>
            <PersonName person={person.manager} />
          </dd>
        </>
      ) : null}
      {above.length > 0 ? (
        <>
          <dt>{t('person.chain')}</dt>
          <dd>
            {above.map((one, index) => (
              <span key={one.id}>
                {index > 0 ? ' › ' : null}
                <PersonName person={one} />
              </span>
            ))}
          </dd>
        </>
      ) : null}
      {person.workEmail ? (
        <>
          <dt>{t('person.email')}</dt>
          <dd>
            <Anchor href={`mailto:${person.workEmail}`}>
              <Address text={person.workEmail} />
            </Anchor>
          </dd>
        </>
      ) : null}
      {person.location ? (
        <>
          <dt>{t('person.location')}</dt>
          <dd>{person.location}</dd>
        </>
      ) : null}
      {person.hasLeft ? null : (
        <>
          <dt>{t('person.localTime')}</dt>
          <dd>
            {t('person.localTimeValue', {
              time: timeText(new Date().toISOString(), dates.locale, person.timeZone),
              zone: person.timeZone,
            })}
          </dd>
        </>
      )}
      {person.hiredOn ? (
        <>
          <dt>{t('person.hired')}</dt>
          <dd>
            <DateText date={person.hiredOn} />
          </dd>
        </>
      ) : null}
      {person.employeeNumber ? (
        <>
          <dt>{t('person.number')}</dt>
          <dd>{person.employeeNumber}</dd>
        </>
      ) : null}
    </dl>
  );
}

/** A long address breaks after the @, not within a word. */
function Address({ text }: { text: string }) {
  const at = text.lastIndexOf('@') + 1;
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  );
}
