import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '@/ui/dates';
import { Face } from '@/ui/Face';
import classes from './calibration.module.css';
import type { Session, Target } from './Session';

interface RatingGridProps {
  session: Session;
  onChoose: (target: Target) => void;
}

/**
 * People down, questions across. Arrow keys, Home, End and with Ctrl the corners move; Enter or a
 * rating's number proposes a change of the cell that one stands on.
 */
export function RatingGrid({ session, onChoose }: RatingGridProps) {
  const { t } = useTranslation('cycles');
  const { locale } = useDates();
  const keys = useId();
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState({ row: 0, column: 0 });
  const { seats, questions, canPropose } = session;
  const one = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const row = Math.min(at.row, seats.length - 1);
  const column = Math.min(at.column, questions.length - 1);
  const waiting = new Set(
    session.changes
      .filter((change) => change.state === 'PROPOSED')
      .map((change) => `${change.participant.id} ${change.question.id}`),
  );

  const go = (to: { row: number; column: number }) => {
    const next = {
      row: Math.max(0, Math.min(seats.length - 1, to.row)),
      column: Math.max(0, Math.min(questions.length - 1, to.column)),
    };
    setAt(next);
    table.current
      ?.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`)
      ?.focus();
  };

  const press = (event: KeyboardEvent, here: { row: number; column: number }) => {
    const last = { row: seats.length - 1, column: questions.length - 1 };
    const steps: Record<string, { row: number; column: number }> = {
      ArrowUp: { ...here, row: here.row - 1 },
      ArrowDown: { ...here, row: here.row + 1 },
      ArrowLeft: { ...here, column: here.column - 1 },
      ArrowRight: { ...here, column: here.column + 1 },
      Home: event.ctrlKey ? { row: 0, column: 0 } : { ...here, column: 0 },
      End: event.ctrlKey ? last : { ...here, column: last.column },
      PageUp: { ...here, row: here.row - 10 },
      PageDown: { ...here, row: here.row + 10 },
    };
    const to = steps[event.key];
    if (to) {
      event.preventDefault();
      go(to);
      return;
    }
    const typed = /^\d$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === 'Enter' || event.key === ' ' || typed) {
      event.preventDefault();
      choose(here, typed ? Number(event.key) : null);
    }
  };

  const choose = (here: { row: number; column: number }, number: number | null) => {
    const seat = seats[here.row];
    const question = questions[here.column];
    const rating = seat?.ratings.find((each) => each.question.id === question?.id);
    if (!canPropose || !seat || !question || rating?.manager == null) return;
    const known = question.scale.some((point) => point.value === number);
    if (number !== null && !known) return;
    onChoose({ seat, question, after: number });
  };

  return (
    <>
      <p id={keys} className={classes.hint}>
        {t(canPropose ? 'grid.keys' : 'grid.keysRead')}
      </p>
      <div className={classes.box}>
        <table
          ref={table}
          className={classes.grid}
          role="grid"
          aria-label={t('session.ratings')}
          aria-describedby={keys}
          aria-readonly={!canPropose}
        >
          <thead>
            <tr>
              <th scope="col" className={classes.who}>
                {t('column.person')}
              </th>
              {questions.map((question) => (
                <th key={question.id} scope="col">
                  {question.text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {seats.map((seat, rowAt) => (
              <tr key={seat.participant.id}>
                <th scope="row" className={classes.who}>
                  <span className={classes.person}>
                    <Face id={seat.person.id} name={seat.person.name} size="sm" />
                    {seat.person.name}
                  </span>
                </th>
                {questions.map((question, columnAt) => {
                  const rating = seat.ratings.find((each) => each.question.id === question.id);
                  const here = rowAt === row && columnAt === column;
                  const proposed = waiting.has(`${seat.participant.id} ${question.id}`);
                  const moved =
                    rating?.calibrated != null && rating.calibrated !== rating.manager;
                  return (
                    <td
                      key={question.id}
                      role="gridcell"
                      data-cell={`${rowAt}:${columnAt}`}
                      data-moved={moved || undefined}
                      data-proposed={proposed || undefined}
                      tabIndex={here ? 0 : -1}
                      onFocus={() => setAt({ row: rowAt, column: columnAt })}
                      onKeyDown={(event) => press(event, { row: rowAt, column: columnAt })}
                      onClick={() => choose({ row: rowAt, column: columnAt }, null)}
                    >
                      <span className={classes.rating}>
                        {rating?.manager == null
                          ? (rating?.calibrated ?? t('grid.none'))
                          : moved
                            ? t('grid.moved', { before: rating.manager, after: rating.calibrated })
                            : rating.manager}
                        {proposed ? (
                          <span className={classes.proposed}>{t('grid.proposed')}</span>
                        ) : null}
                      </span>
                      {rating?.self == null ? null : (
                        <span className={classes.beside}>{t('grid.self', { value: rating.self })}</span>
                      )}
                      {rating?.others == null ? null : (
                        <span className={classes.beside}>
                          {rating.othersLow != null && rating.othersHigh != null
                            ? t('grid.othersBetween', {
                                mean: one.format(rating.others),
                                low: one.format(rating.othersLow),
                                high: one.format(rating.othersHigh),
                                count: rating.othersRaters ?? 0,
                              })
                            : t('grid.others', {
                                mean: one.format(rating.others),
                                count: rating.othersRaters ?? 0,
                              })}
                        </span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
