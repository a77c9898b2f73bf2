import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from './company.module.css';
import { useApplyPeopleImport } from './useApplyPeopleImport';

const STEP = 50;
const MOST = 100;
/** What a column of the file can mean, as the API names it. */
const FIELDS = [
  'workEmail',
  'employeeNumber',
  'givenName',
  'familyName',
  'fullName',
  'fullNameFamilyFirst',
  'title',
  'department',
  'manager',
  'location',
  'timeZone',
  'locale',
  'hiredOn',
  'leftOn',
  'lastDay',
] as const;

const PeopleImport = graphql(`
  query PeopleImport($uploadId: ID!, $changes: Int!, $problems: Int!) {
    peopleImport(uploadId: $uploadId) {
      uploadId
      fileName
      encoding
      delimiter
      rowCount
      added
      changed
      deactivated
      unchanged
      planDigest
      canApply
      columns {
        header
        field
      }
      guards {
        kind
        message
      }
      changes(first: $changes) {
        totalCount
        edges {
          cursor
          node {
            kind
            line
            name
            email
            details {
              field
              before
              after
            }
          }
        }
      }
      problems(first: $problems) {
        totalCount
        edges {
          cursor
          node {
            line
            column
            message
            value
          }
        }
      }
    }
  }
`);

type Preview = NonNullable<DocumentType<typeof PeopleImport>['peopleImport']>;
type GuardKind = Preview['guards'][number]['kind'];

interface ImportPreviewProps {
  uploadId: string;
  done: () => void;
}

/** What a file would add, change and deactivate, and every row that cannot be read. */
export function ImportPreview({ uploadId, done }: ImportPreviewProps) {
  const { t } = useTranslation('company');
  const [changes, setChanges] = useState(STEP);
  const [problems, setProblems] = useState(STEP);
  const result = useQuery({ query: PeopleImport, variables: { uploadId, changes, problems } });
  return (
    <Query result={result}>
      {({ peopleImport: preview }) =>
        preview ? (
          <div className={classes.stack}>
            <Summary preview={preview} />
            {preview.problems.totalCount > 0 ? (
              <Problems preview={preview} more={() => setProblems(MOST)} />
            ) : (
              <Apply preview={preview} done={done} />
            )}
            <Changes preview={preview} more={() => setChanges(MOST)} />
          </div>
        ) : (
          <NotThere title={t('import.gone')} />
        )
      }
    </Query>
  );
}

function Summary({ preview }: { preview: Preview }) {
  const { t } = useTranslation('company');
  const figures = [
    [preview.added, 'import.added'],
    [preview.changed, 'import.changed'],
    [preview.deactivated, 'import.deactivated'],
    [preview.unchanged, 'import.unchanged'],
    [preview.problems.totalCount, 'import.problems'],
  ] as const;
  return (
    <Section title={preview.fileName}>
      <p className={classes.hint}>
        {t('import.read', {
          count: preview.rowCount,
          encoding: preview.encoding,
          delimiter: delimiterName(preview.delimiter),
        })}
      </p>
      <ul className={classes.figures}>
        {figures.map(([number, label]) => (
          <li key={label} className={classes.figure}>
            <span className={classes.number}>{number}</span>
            <span>{t(label)}</span>
          </li>
        ))}
      </ul>
      <ul className={classes.columns} aria-label={t('import.columns')}>
        {preview.columns.map((column) => (
          <li
            key={column.header}
            className={classes.column}
            data-unknown={column.field === null || undefined}
          >
            {column.header}
            {column.field === null ? ` (${t('import.ignored')})` : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** A field of ours in words; a header of the file as it stands there. */
function useFieldName() {
  const { t } = useTranslation('company');
  return (field: string) => {
    const known = FIELDS.find((one) => one === field);
    return known ? t(`import.field.${known}`) : field;
  };
}

interface Detail {
  field: string;
  before: string | null;
  after: string | null;
}

/** What happens to one field: it gets a value, another one, or none. */
function useDetail() {
  const { t } = useTranslation('company');
  const dates = useDates();
  const fieldName = useFieldName();
  const value = (text: string) => (/^\d{4}-\d\d-\d\d$/.test(text) ? dates.date(text) : text);
  return ({ field, before, after }: Detail) => {
    const name = fieldName(field);
    if (!before) return t('import.detailNew', { field: name, after: value(after ?? '') });
    if (!after) return t('import.detailGone', { field: name, before: value(before) });
    return t('import.detail', { field: name, before: value(before), after: value(after) });
  };
}

function delimiterName(delimiter: string): string {
  return delimiter === '\t' ? '⇥' : delimiter;
}

function Problems({ preview, more }: { preview: Preview; more: () => void }) {
  const { t } = useTranslation('company');
  const fieldName = useFieldName();
  const { edges, totalCount } = preview.problems;
  return (
    <Section title={t('import.problemsTitle', { count: totalCount })}>
      <p className={classes.hint}>{t('import.nothingImported')}</p>
      <div className={classes.tableBox} tabIndex={0} role="group" aria-label={t('import.problems')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('import.line')}</th>
              <th scope="col">{t('import.column')}</th>
              <th scope="col" className={classes.value}>
                {t('import.value')}
              </th>
              <th scope="col">{t('import.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {edges.map(({ cursor, node }) => (
              <tr key={cursor}>
                <td className={classes.line}>{node.line}</td>
                <td>{node.column ? fieldName(node.column) : '–'}</td>
                <td className={classes.value}>{node.value ?? '–'}</td>
                <td className={classes.because}>{node.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More shown={edges.length} total={totalCount} more={more} />
    </Section>
  );
}

function Changes({ preview, more }: { preview: Preview; more: () => void }) {
  const { t } = useTranslation('company');
  const told = useDetail();
  const { edges, totalCount } = preview.changes;
  if (totalCount === 0) {
    return preview.problems.totalCount === 0 ? <EmptyState title={t('import.noChanges')} /> : null;
  }
  return (
    <Section title={t('import.changesTitle')}>
      <div className={classes.tableBox} tabIndex={0} role="group" aria-label={t('import.changesTitle')}>
        <table className={`${classes.table} ${classes.stacking}`} role="table">
          <thead>
            <tr>
              <th scope="col" className={classes.value}>
                {t('import.line')}
              </th>
              <th scope="col">{t('import.what')}</th>
              <th scope="col">{t('import.person')}</th>
              <th scope="col">{t('import.details')}</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {edges.map(({ cursor, node }) => (
              <tr key={cursor} role="row">
                <td role="cell" className={`${classes.line} ${classes.value}`}>{node.line ?? '–'}</td>
                <td role="cell" className={classes.kind}>{t(`import.kind.${node.kind}`)}</td>
                <td role="cell">
                  {node.name}
                  <br />
                  <span className={classes.count}>{node.email}</span>
                </td>
                <td role="cell" className={classes.told}>
                  <ul>
                    {node.details.map((detail) => (
                      <li key={detail.field}>{told(detail)}</li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More shown={edges.length} total={totalCount} more={more} />
    </Section>
  );
}

function More({ shown, total, more }: { shown: number; total: number; more: () => void }) {
  const { t } = useTranslation('company');
  if (shown >= total) return null;
  return (
    <div className={classes.actions}>
      <span className={classes.count}>{t('import.shown', { shown, total })}</span>
      {shown < MOST ? (
        <Button variant="default" onClick={more}>
          {t('import.more')}
        </Button>
      ) : (
        <span className={classes.count}>{t('import.allByCommand')}</span>
      )}
    </div>
  );
}

function Apply({ preview, done }: { preview: Preview; done: () => void }) {
  const { t } = useTranslation('company');
  const [allowed, setAllowed] = useState<GuardKind[]>([]);
  const apply = useApplyPeopleImport();
  const changes = preview.added + preview.changed + preview.deactivated;
  const ready = preview.guards.every((guard) => allowed.includes(guard.kind));

  async function run() {
    const outcome = await apply.run({
      input: { uploadId: preview.uploadId, planDigest: preview.planDigest, allow: allowed },
    });
    if (!outcome.ok) return;
    toast(
      t('import.done', {
        added: outcome.data.added,
        changed: outcome.data.changed,
        deactivated: outcome.data.deactivated,
      }),
    );
    done();
  }

  if (changes === 0) return null;
  return (
    <div className={classes.stack}>
      {preview.guards.map((guard) => (
        <div key={guard.kind} className={classes.guard}>
          <p>{guard.message}</p>
          <Checkbox
            label={t(`import.allow.${guard.kind}`)}
            checked={allowed.includes(guard.kind)}
            onChange={(event) =>
              setAllowed(
                event.currentTarget.checked
                  ? [...allowed, guard.kind]
                  : allowed.filter((kind) => kind !== guard.kind),
              )
            }
          />
        </div>
      ))}
      <FormError>{apply.error()}</FormError>
      <div className={classes.actions}>
        <Button size="md" disabled={!ready} loading={apply.pending} onClick={() => void run()}>
          {t('import.apply', { count: changes })}
        </Button>
        <span className={classes.hint}>{t('import.allOrNothing')}</span>
      </div>
    </div>
  );
}
