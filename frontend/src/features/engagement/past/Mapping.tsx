import { Button, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useCommand } from '@/lib/useCommand';
import { CsvReportFragment } from '@/ui/CsvImport';
import { useDates } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { LocalizedField, NO_WORDS, type Words } from '@/ui/LocalizedField';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { addedBy, type Chosen, ColumnLine, driversOf, inputOf } from './ColumnLine';
import classes from './past.module.css';
import { ImportPastSurveyMutation, PastSurveyDraftQuery } from './queries';

type Data = DocumentType<typeof PastSurveyDraftQuery>;
type Draft = NonNullable<Data['pastSurveyDraft']>;
const FIELDS = ['titles', 'day', 'invited'] as const;
const SHOWN = 50;

/** What each column of an uploaded file is; trying it; taking it over. */
export function Mapping({ uploadId }: { uploadId: string }) {
  const result = useQuery({ query: PastSurveyDraftQuery, variables: { uploadId } });
  return (
    <Query result={result}>
      {({ pastSurveyDraft: draft, surveyDrivers }) =>
        draft ? <Columns draft={draft} drivers={surveyDrivers} /> : <NotThere />
      }
    </Query>
  );
}

function Columns({ draft, drivers }: { draft: Draft; drivers: Data['surveyDrivers'] }) {
  const { t } = useTranslation(['past_surveys', 'common']);
  const navigate = useNavigate();
  const { locale } = useDates();
  const whole = (value: number) => value.toLocaleString(locale);
  const run = useCommand(ImportPastSurveyMutation);
  const [titles, setTitles] = useState<Words>(NO_WORDS);
  const [day, setDay] = useState('');
  const [invited, setInvited] = useState<number | null>(null);
  const [columns, setColumns] = useState<readonly Chosen[]>(() => {
    const guessed = driversOf(draft.columns);
    return draft.columns.map((column, index) => ({
      ...column,
      text: column.name,
      reversed: false,
      driver: guessed[index] ?? '',
    }));
  });
  const [tried, setTried] = useState<{
    report: DocumentType<typeof CsvReportFragment>;
    losses: readonly { kind: string; kept: number; people: number }[];
  }>();
  const questions = columns.filter((one) => one.use === 'QUESTION' || one.use === 'OUTCOME');
  const ready = (titles.en || titles.ru).trim() !== '' && day !== '' && questions.length > 0;

  function change(index: number, part: Partial<Chosen>) {
    setTried(undefined);
    setColumns(columns.map((one, place) => (place === index ? { ...one, ...part } : one)));
  }

  async function send(apply: boolean) {
    if (!ready) return;
    const outcome = await run.run({
      input: {
        uploadId: draft.uploadId,
        titles,
        day,
        invited,
        apply,
        columns: columns.map((one) => inputOf(one, drivers)),
      },
    });
    if (!outcome.ok) return;
    const report = unmask(CsvReportFragment, outcome.data.report);
    if (outcome.data.wave) {
      toast(t('done', { count: report.rows, rows: whole(report.rows) }));
      void navigate(paths.surveyReport(outcome.data.wave.id));
      return;
    }
    setTried({ report, losses: outcome.data.losses });
  }

  const problems = tried?.report.problems ?? [];
  return (
    <Form onSubmit={() => void send(tried !== undefined && problems.length === 0)}>
      <Section title={t('columns', { file: draft.fileName, count: draft.rows, rows: whole(draft.rows) })}>
        <p className={classes.hint}>{t('columnsExplain')}</p>
        <ul className={classes.columns}>
          {columns.map((column, index) => (
            <ColumnLine
              key={column.name}
              column={column}
              drivers={drivers}
              added={addedBy(columns)}
              onChange={(part) => change(index, part)}
            />
          ))}
        </ul>
      </Section>
      <Section title={t('about')}>
        <LocalizedField
          label={t('title')}
          value={titles}
          onChange={setTitles}
          error={run.fieldError('titles')}
        />
        <div className={classes.pair}>
          <TextInput
            type="date"
            label={t('day')}
            description={t('dayHint')}
            value={day}
            error={run.fieldError('day')}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <NumberInput
            label={t('invited')}
            description={t('invitedHint')}
            min={draft.rows}
            allowDecimal={false}
            value={invited ?? ''}
            error={run.fieldError('invited')}
            onChange={(value) => setInvited(typeof value === 'number' ? value : null)}
          />
        </div>
      </Section>
      {tried ? (
        <Section title={t('tried')}>
          {problems.length === 0 ? (
            <>
              <p>{t('sound', { count: tried.report.rows, rows: whole(tried.report.rows) })}</p>
              <ul className={classes.losses}>
                {tried.losses.map((loss) => (
                  <li key={loss.kind}>
                    {t('loss', {
                      segment: t(`segment.${loss.kind as 'DEPARTMENT'}`),
                      kept: whole(loss.kept),
                      people: whole(loss.people),
                      count: loss.people,
                    })}
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <>
              <p>{t('unsound', { count: problems.length })}</p>
              <ul className={classes.losses}>
                {problems.slice(0, SHOWN).map((problem, index) => (
                  <li key={index}>
                    {t('problem', {
                      line: problem.line,
                      column: problem.column || '–',
                      message: problem.message,
                    })}
                  </li>
                ))}
              </ul>
            </>
          )}
        </Section>
      ) : null}
      <FormError>{run.error(...FIELDS)}</FormError>
      <WhoWillSee>{t('whoSees')}</WhoWillSee>
      <FormActions>
        <Button component={Link} to={paths.surveys} variant="default">
          {t('common:action.cancel')}
        </Button>
        <Button type="submit" loading={run.pending} disabled={!ready}>
          {tried && problems.length === 0
            ? t('apply', { count: tried.report.rows, rows: whole(tried.report.rows) })
            : t('try')}
        </Button>
      </FormActions>
    </Form>
  );
}
