import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { csv as csvOf, download } from '@/lib/csv';
import { readText } from '@/lib/readText';
import classes from './CsvImport.module.css';
import { FormActions, FormError } from './Form';

export const CsvReportFragment = graphql(`
  fragment CsvImport_report on CsvReport {
    rows
    created
    changed
    unchanged
    retired
    applied
    problems {
      line
      column
      message
    }
  }
`);

type Masked = FragmentType<typeof CsvReportFragment>;

/** The API takes no larger text. */
export const LARGEST_CSV = 1024 * 1024;
const SHOWN = 50;

interface CsvImportProps {
  /** What the file holds, a sentence for each column. */
  columns: readonly { name: string; meaning: string }[];
  /** An example to begin from: its name and its rows, the first being the columns. */
  example: { file: string; rows: readonly (readonly string[])[] };
  /** Tries the file, or with `apply` takes it over. Gives the report, or in words why there is none. */
  run: (csv: string, apply: boolean) => Promise<{ report: Masked } | { problem: string | undefined }>;
  onDone: () => void;
  onCancel: () => void;
}

/** A file of rows: choose it, read what it would do and which rows cannot be read, take it over. */
export function CsvImport({ columns, example, run, onDone, onCancel }: CsvImportProps) {
  const { t, i18n } = useTranslation(['imports', 'common']);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [file, setFile] = useState<{ name: string; csv: string }>();
  const [tried, setTried] = useState<Masked>();
  const [problem, setProblem] = useState<string>();
  const [pending, setPending] = useState(false);
  const report = tried ? unmask(CsvReportFragment, tried) : undefined;
  const changes = report ? report.created + report.changed + report.retired : 0;

  async function send(csv: string, apply: boolean) {
    setProblem(undefined);
    setPending(true);
    const outcome = await run(csv, apply);
    setPending(false);
    if ('problem' in outcome) {
      setProblem(outcome.problem ?? '');
      return;
    }
    setTried(outcome.report);
    if (unmask(CsvReportFragment, outcome.report).applied) onDone();
  }

  async function choose(chosen: File | undefined) {
    if (!chosen) return;
    setTried(undefined);
    setFile(undefined);
    if (chosen.size > LARGEST_CSV) {
      setProblem(t('imports:tooLarge'));
      return;
    }
    const csv = await readText(chosen, i18n.language);
    setFile({ name: chosen.name, csv });
    await send(csv, false);
  }

  return (
    <div className={classes.stack}>
      <div className={classes.choose}>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,text/csv"
          hidden
          aria-label={t('imports:file')}
          onChange={(event) => {
            void choose(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <Button
          variant={file ? 'default' : 'filled'}
          leftSection={<IconFileUpload size={18} aria-hidden="true" />}
          loading={pending && !report}
          aria-describedby={hint}
          onClick={() => input.current?.click()}
        >
          {file ? t('imports:chooseOther') : t('imports:choose')}
        </Button>
        <Button variant="subtle" onClick={() => download(example.file, csvOf(example.rows))}>
          {t('imports:example')}
        </Button>
      </div>
      <p id={hint} className={classes.hint}>
        {t('imports:hint')}
      </p>
      {report ? null : (
        <dl className={classes.columns}>
          {columns.map((column) => (
            <div key={column.name} className={classes.column}>
              <dt>
                <code>{column.name}</code>
              </dt>
              <dd>{column.meaning}</dd>
            </div>
          ))}
        </dl>
      )}
      <div aria-live="polite" className={classes.stack}>
        {file && report ? (
          <>
            <p className={classes.read}>
              {t('imports:read', { count: report.rows, file: file.name })}
            </p>
            <ul className={classes.figures}>
              {(['created', 'changed', 'unchanged', 'retired'] as const).map((figure) =>
                figure === 'retired' && report.retired === 0 ? null : (
                  <li key={figure} className={classes.figure}>
                    <span className={classes.number}>{report[figure]}</span>
                    <span>{t(`imports:${figure}`)}</span>
                  </li>
                ),
              )}
            </ul>
            {report.problems.length > 0 ? <Problems problems={report.problems} /> : null}
          </>
        ) : null}
      </div>
      <FormError>{problem}</FormError>
      <FormActions>
        <Button variant="default" onClick={onCancel}>
          {t('common:action.cancel')}
        </Button>
        {file && report && report.problems.length === 0 ? (
          <Button
            loading={pending}
            disabled={changes === 0}
            onClick={() => void send(file.csv, true)}
          >
            {changes === 0 ? t('imports:nothing') : t('imports:apply', { count: changes })}
          </Button>
        ) : null}
      </FormActions>
    </div>
  );
}

interface ProblemsProps {
  problems: readonly { line: number; column: string; message: string }[];
}

function Problems({ problems }: ProblemsProps) {
  const { t } = useTranslation('imports');
  return (
    <section className={classes.problems}>
      <h3 className={classes.title}>{t('problems', { count: problems.length })}</h3>
      <p className={classes.hint}>{t('nothingTaken')}</p>
      <ul className={classes.rows}>
        {problems.slice(0, SHOWN).map((one, index) => (
          <li key={index} className={classes.row}>
            <span className={classes.place}>
              {one.column
                ? t('place', { line: one.line, column: one.column })
                : t('line', { line: one.line })}
            </span>
            <span>{one.message}</span>
          </li>
        ))}
      </ul>
      {problems.length > SHOWN ? (
        <p className={classes.hint}>{t('more', { count: problems.length - SHOWN })}</p>
      ) : null}
    </section>
  );
}
