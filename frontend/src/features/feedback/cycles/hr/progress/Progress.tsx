import { Button, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import type { DirectoryAsOf } from '@/gql/graphql';
import { csv, download } from '@/lib/csv';
import { useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';
import { PERSPECTIVES } from '../../parts/PerspectiveName';
import { Meter, Table } from '../Table';
import classes from '../hr.module.css';
import { Owing } from './Owing';

const ProgressQuery = graphql(`
  query CycleProgress($id: ID!, $asOf: DirectoryAsOf!) {
    cycle(id: $id) {
      id
      name
      state
      loadLimit
      progress(asOf: $asOf) {
        participants
        reviews
        submitted
        remindedOn
        nextReminderOn
        byState {
          state
          count
        }
        byPerspective {
          perspective
          asked
          submitted
          declined
        }
        byDepartment {
          department {
            id
            name
          }
          participants
          asked
          submitted
          joined
          left
        }
        packets {
          state
          count
        }
        overloaded {
          person {
            id
            ...PersonLine_person
          }
          owed
          submitted
        }
        ...Owing_progress
      }
    }
  }
`);

export type CycleProgress = NonNullable<
  NonNullable<DocumentType<typeof ProgressQuery>['cycle']>['progress']
>;
type T = ReturnType<typeof useTranslation<'cycles'>>['t'];

/** How far reviews and packets are: numbers of people and of forms, never what stands in them. */
export default function Progress({ id }: { id: string }) {
  const { t } = useTranslation('cycles');
  const [search, setSearch] = useSearchParams();
  const asOf: DirectoryAsOf = search.get('as') === 'now' ? 'NOW' : 'LAUNCH';
  const result = useQuery({ query: ProgressQuery, variables: { id, asOf } });
  return (
    <Query result={result}>
      {({ cycle }) => {
        const progress = cycle?.progress;
        if (!cycle || !progress) return <NotThere />;
        if (progress.participants === 0) {
          return <EmptyState title={t('progress.none')} example={t('progress.noneExample')} />;
        }
        return (
          <div className={classes.stack}>
            <Figures progress={progress} />
            <Section title={t('progress.byPerspective')}>
              <ByPerspective progress={progress} />
            </Section>
            <Section
              title={t('progress.byDepartment')}
              aside={
                <Button variant="default" onClick={() => save(progress, t)}>
                  {t('progress.download')}
                </Button>
              }
            >
              <SegmentedControl
                aria-label={t('progress.asOf')}
                value={asOf}
                onChange={(value) =>
                  setSearch(value === 'NOW' ? { as: 'now' } : {}, { replace: true })
                }
                data={[
                  { value: 'LAUNCH', label: t('progress.asOf.LAUNCH') },
                  { value: 'NOW', label: t('progress.asOf.NOW') },
                ]}
              />
              <p className={classes.hint}>{t(`progress.asOfNote.${asOf}`)}</p>
              <ByDepartment progress={progress} asOf={asOf} />
            </Section>
            <Section title={t('progress.byState')}>
              <ByState progress={progress} />
            </Section>
            <Owing progress={progress} cycleId={cycle.id} writing={cycle.state === 'WRITING'} />
            <Section title={t('overloaded.title')}>
              <p className={classes.hint}>{t('overloaded.note', { count: cycle.loadLimit })}</p>
              {progress.overloaded.length === 0 ? (
                <p>{t('overloaded.none')}</p>
              ) : (
                <Overloaded progress={progress} />
              )}
            </Section>
          </div>
        );
      }}
    </Query>
  );
}

function Figures({ progress }: { progress: CycleProgress }) {
  const { t } = useTranslation('cycles');
  const released = progress.packets
    .filter((one) => one.state === 'RELEASED' || one.state === 'ACKNOWLEDGED')
    .reduce((sum, one) => sum + one.count, 0);
  const figures = [
    ['progress.participants', String(progress.participants), null],
    [
      'progress.submitted',
      t('progress.of', { part: progress.submitted, whole: progress.reviews }),
      progress.reviews ? progress.submitted / progress.reviews : null,
    ],
    [
      'progress.released',
      t('progress.of', { part: released, whole: progress.participants }),
      progress.participants ? released / progress.participants : null,
    ],
  ] as const;
  return (
    <ul className={classes.figures} aria-label={t('tab.progress')}>
      {figures.map(([label, value, share]) => (
        <li key={label} className={classes.figure}>
          <span className={classes.count}>{value}</span>
          <span className={classes.note}>{t(label)}</span>
          {share === null ? null : <Meter share={share} />}
        </li>
      ))}
    </ul>
  );
}

function Share({ part, whole }: { part: number; whole: number }) {
  const { locale } = useDates();
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  if (whole === 0) return <>–</>;
  return (
    <>
      <strong>{percent.format(part / whole)}</strong>
      <Meter share={part / whole} />
    </>
  );
}

function ByPerspective({ progress }: { progress: CycleProgress }) {
  const { t } = useTranslation('cycles');
  const rows = PERSPECTIVES.flatMap((kind) =>
    progress.byPerspective.filter((one) => one.perspective === kind),
  );
  return (
    <Table
      label={t('progress.byPerspective')}
      columns={[
        t('column.perspective'),
        t('column.asked'),
        t('column.submitted'),
        t('column.declined'),
        t('column.share'),
      ]}
    >
      <tbody>
        {rows.map((row) => (
          <tr key={row.perspective}>
            <th scope="row">{t(`perspective.${row.perspective}`)}</th>
            <td className={classes.numeric}>{row.asked}</td>
            <td className={classes.numeric}>{row.submitted}</td>
            <td className={classes.numeric}>{row.declined}</td>
            <td className={classes.numeric}>
              <Share part={row.submitted} whole={row.asked} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function ByDepartment({ progress, asOf }: { progress: CycleProgress; asOf: DirectoryAsOf }) {
  const { t } = useTranslation('cycles');
  return (
    <Table
      label={t('progress.byDepartment')}
      columns={[
        t('column.department'),
        t('column.participants'),
        t('column.asked'),
        t('column.submitted'),
        t('column.share'),
        ...(asOf === 'NOW' ? [t('column.joined')] : [t('column.left')]),
      ]}
    >
      <tbody>
        {progress.byDepartment.map((row) => (
          <tr key={row.department?.id ?? ''}>
            <th scope="row">{row.department?.name ?? t('column.noDepartment')}</th>
            <td className={classes.numeric}>{row.participants}</td>
            <td className={classes.numeric}>{row.asked}</td>
            <td className={classes.numeric}>{row.submitted}</td>
            <td className={classes.numeric}>
              <Share part={row.submitted} whole={row.asked} />
            </td>
            <td className={classes.numeric}>{asOf === 'NOW' ? row.joined : row.left}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function ByState({ progress }: { progress: CycleProgress }) {
  const { t } = useTranslation('cycles');
  return (
    <div className={classes.pair}>
      <Table label={t('progress.reviews')} columns={[t('progress.reviews'), t('column.count')]}>
        <tbody>
          {progress.byState.map((row) => (
            <tr key={row.state}>
              <th scope="row">{t(`review.${row.state}`)}</th>
              <td className={classes.numeric}>{row.count}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Table label={t('progress.packets')} columns={[t('progress.packets'), t('column.count')]}>
        <tbody>
          {progress.packets.map((row) => (
            <tr key={row.state}>
              <th scope="row">{t(`packet.${row.state}`)}</th>
              <td className={classes.numeric}>{row.count}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Overloaded({ progress }: { progress: CycleProgress }) {
  const { t } = useTranslation('cycles');
  return (
    <Table
      label={t('overloaded.title')}
      columns={[t('column.person'), t('column.owed'), t('column.submitted')]}
    >
      <tbody>
        {progress.overloaded.map((row) => (
          <tr key={row.person.id}>
            <th scope="row">
              <PersonLine person={row.person} size="sm" />
            </th>
            <td className={classes.numeric}>{row.owed}</td>
            <td className={classes.numeric}>{row.submitted}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function save(progress: CycleProgress, t: T): void {
  download(
    'cycle-progress.csv',
    csv([
      [
        t('column.department'),
        t('column.participants'),
        t('column.asked'),
        t('column.submitted'),
        t('column.joined'),
        t('column.left'),
      ],
      ...progress.byDepartment.map((row) => [
        row.department?.name ?? t('column.noDepartment'),
        row.participants,
        row.asked,
        row.submitted,
        row.joined,
        row.left,
      ]),
    ]),
  );
}
