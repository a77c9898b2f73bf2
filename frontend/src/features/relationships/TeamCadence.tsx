import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime } from '@/ui/dates';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import classes from './relationships.module.css';

export const TeamCadenceFragment = graphql(`
  fragment TeamCadence_line on TeamCadence {
    key
    person {
      id
      name
      ...PersonLine_person
    }
    series {
      id
    }
    report {
      key
      held30
      held90
      held365
      expected30
      expected90
      expected365
      lastHeldAt
    }
  }
`);

/** The rhythm that a manager keeps with each of their people; only the manager sees it. */
export function TeamCadence({ team: masked }: { team: FragmentType<typeof TeamCadenceFragment>[] }) {
  const team = unmask(TeamCadenceFragment, masked);
  const { t } = useTranslation('relationships');
  return (
    <Section title={t('team.title')}>
      <p className={classes.dim}>{t('team.lead')}</p>
      <List>
        {team.map(({ key, person, series, report }) => (
          <li key={key} className={classes.teamLine}>
            <PersonLine
              person={person}
              to={series ? paths.series(series.id) : paths.pair(person.id)}
              note={
                series ? (
                  report.lastHeldAt ? (
                    <>
                      {t('team.last')} <RelativeTime at={report.lastHeldAt} />
                    </>
                  ) : (
                    t('team.notYet')
                  )
                ) : (
                  t('team.none')
                )
              }
            />
            {series ? (
              <dl className={classes.rates}>
                {([30, 90, 365] as const).map((days) => (
                  <div key={days}>
                    <dt>{t('team.days', { count: days })}</dt>
                    <dd>
                      {t('team.of', {
                        held: { 30: report.held30, 90: report.held90, 365: report.held365 }[days],
                        expected: Math.round(
                          { 30: report.expected30, 90: report.expected90, 365: report.expected365 }[days],
                        ),
                      })}
                    </dd>
                  </div>
                ))}
              </dl>
            ) : null}
          </li>
        ))}
      </List>
    </Section>
  );
}
