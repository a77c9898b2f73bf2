import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { unmask } from '@/gql';
import { ChangeMark } from './ChangeMark';
import { drawnInterval, IntervalBar } from './charts/IntervalBar';
import { SharesBar, SharesList } from './charts/SharesBar';
import { Hidden } from './Hidden';
import classes from './report.module.css';
import { useNumbers } from './useNumbers';
import { CellFragment, type ReportCell, type ReportFigure } from './wire';

export type Whole = ReportFigure & { cell: ReportCell };

/** A figure with what all figures have in common put beside it. */
export function wholeOf(figure: ReportFigure): Whole {
  return { ...figure, cell: unmask(CellFragment, figure) };
}

const CHOICES = new Set(['SINGLE_CHOICE', 'MULTIPLE_CHOICE']);

interface FigureLineProps {
  figure: Whole;
  /** From how many answers on a distribution is told. */
  wordGroup: number;
  /** Whether the group is the company itself, which has nothing to be compared with. */
  ofEverybody: boolean;
}

/** A driver or question: how it stands, of how many, how sure, and what became of it. */
export function FigureLine({ figure, wordGroup, ofEverybody }: FigureLineProps) {
  const { t, mean, meanOf, meanRange, nOf } = useNumbers();
  const { cell } = figure;
  const choice = figure.kind !== null && CHOICES.has(figure.kind);
  if (cell.reason !== null) {
    return (
      <li className={classes.figure}>
        <p className={classes.figureName}>{cell.label}</p>
        <Hidden reason={cell.reason} reasonText={cell.reasonText} />
      </li>
    );
  }
  return (
    <li className={classes.figure}>
      <div className={classes.figureHead}>
        <p className={classes.figureName}>{cell.label}</p>
        <p className={classes.quiet}>{nOf(cell.n)}</p>
      </div>
      {choice ? (
        figure.shares ? (
          <SharesList shares={figure.shares} />
        ) : (
          <p className={classes.quiet}>{t('shares.tooFew', { count: wordGroup })}</p>
        )
      ) : (
        <>
          {cell.mean === null ? null : (
            <div className={classes.measure}>
              <p className={classes.value}>
                <strong>{meanOf(cell)}</strong>{' '}
                <span className={classes.quiet}>{meanRange(cell)}</span>
              </p>
              <IntervalBar
                value={cell.mean}
                {...drawnInterval(cell)}
                company={ofEverybody ? null : cell.company}
              />
            </div>
          )}
          {figure.shares ? <SharesBar shares={figure.shares} /> : null}
          <div className={classes.facts}>
            <FavourableText cell={cell} />
            {ofEverybody || cell.company === null || cell.mean === null ? null : (
              <span>
                {t(
                  !cell.companyDifferent
                    ? 'company.alike'
                    : cell.mean > cell.company
                      ? 'company.above'
                      : 'company.below',
                  { value: mean(cell.company) },
                )}
              </span>
            )}
            <ChangeMark change={figure.change} />
          </div>
          <More figure={figure} wordGroup={wordGroup} />
        </>
      )}
    </li>
  );
}

function FavourableText({ cell }: { cell: ReportCell }) {
  const { t, favourableOf } = useNumbers();
  const value = favourableOf(cell);
  return value === null ? null : <span>{t('favourable.is', { value })}</span>;
}

/** What does not fit on the line: every interval, the answers one by one, how it was worked out. */
function More({ figure, wordGroup }: { figure: Whole; wordGroup: number }) {
  const numbers = useNumbers();
  const { t, percent, whole, factor, span } = numbers;
  const { cell } = figure;
  const favourableRange = numbers.favourableRange(cell);
  const favourable = numbers.favourableOf(cell);
  const enpsRange = span(figure.enpsFrom, figure.enpsUntil);
  return (
    <details className={classes.more}>
      <summary aria-label={t('more.of', { subject: cell.label })}>{t('more')}</summary>
      <div className={classes.moreBody}>
        <dl className={classes.terms}>
          {cell.mean === null ? null : (
            <Term name={t('mean')}>
              {numbers.meanOf(cell)} <Between range={numbers.meanRange(cell)} />
            </Term>
          )}
          {favourable === null ? null : (
            <Term name={t('favourable')}>
              {favourable} <Between range={favourableRange} />
            </Term>
          )}
          {figure.neutral === null ? null : <Term name={t('neutral')}>{percent(figure.neutral)}</Term>}
          {figure.unfavourable === null ? null : (
            <Term name={t('unfavourable')}>{percent(figure.unfavourable)}</Term>
          )}
          {figure.enps === null ? null : (
            <Term name={t('enps')}>
              {whole(figure.enps)} <Between range={enpsRange} />
            </Term>
          )}
          {figure.correction === null ? null : (
            <Term name={t('correction')}>{factor(figure.correction)}</Term>
          )}
        </dl>
        {figure.shares ? (
          <>
            {figure.sharesOf !== null && figure.sharesOf !== cell.n ? (
              <p className={classes.quiet}>{t('shares.of', { count: figure.sharesOf })}</p>
            ) : null}
            <SharesList shares={figure.shares} />
          </>
        ) : figure.subjectKind === 'QUESTION' ? (
          <p className={classes.quiet}>{t('shares.tooFew', { count: wordGroup })}</p>
        ) : null}
        {figure.correction === null ? null : <p className={classes.quiet}>{t('correction.explain')}</p>}
      </div>
    </details>
  );
}

function Between({ range }: { range: string | null }) {
  const { t } = useTranslation('survey_reports');
  return range === null ? null : <span className={classes.quiet}>{t('interval', { range })}</span>;
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
