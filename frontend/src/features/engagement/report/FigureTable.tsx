import { Numeric, Table } from './charts/Table';
import type { Whole } from './FigureLine';
import { HiddenCell } from './Hidden';
import classes from './report.module.css';
import { useNumbers } from './useNumbers';

/** Everything that is told of some drivers or questions, as numbers. */
export function FigureTable({ label, figures }: { label: string; figures: readonly Whole[] }) {
  const numbers = useNumbers();
  const { t, mean, signed, percent, whole, factor, span } = numbers;
  const withEnps = figures.some((one) => one.enps !== null);
  const columns = [
    t('column.subject'),
    t('column.n'),
    t('mean'),
    t('column.meanInterval'),
    t('favourable'),
    t('column.favourableInterval'),
    t('neutral'),
    t('unfavourable'),
    ...(withEnps ? [t('enps')] : []),
    t('column.company'),
    t('column.change'),
    t('column.band'),
    t('correction'),
  ];
  return (
    <Table label={label} columns={columns}>
      {figures.map(({ cell, ...figure }) => (
        <tr key={figure.subjectId}>
          <th scope="row">{cell.label}</th>
          {cell.reason !== null ? (
            <td colSpan={columns.length - 1}>
              <HiddenCell reason={cell.reason} reasonText={cell.reasonText} />
            </td>
          ) : (
            <>
              <Numeric>{numbers.nShort(cell.n)}</Numeric>
              <Numeric>{numbers.meanOf(cell)}</Numeric>
              <Numeric>{numbers.meanRange(cell)}</Numeric>
              <Numeric>{numbers.favourableOf(cell)}</Numeric>
              <Numeric>{numbers.favourableRange(cell)}</Numeric>
              <Numeric>{figure.neutral === null ? null : percent(figure.neutral)}</Numeric>
              <Numeric>{figure.unfavourable === null ? null : percent(figure.unfavourable)}</Numeric>
              {withEnps ? (
                <Numeric>
                  {figure.enps === null ? null : (
                    <>
                      {whole(figure.enps)}{' '}
                      <span className={classes.quiet}>
                        {span(figure.enpsFrom, figure.enpsUntil)}
                      </span>
                    </>
                  )}
                </Numeric>
              ) : null}
              <Numeric>{cell.company === null ? null : mean(cell.company)}</Numeric>
              <Numeric>{figure.change ? signed(figure.change.difference) : null}</Numeric>
              <Numeric>{figure.change ? t('plusMinus', { value: mean(figure.change.band) }) : null}</Numeric>
              <Numeric>{figure.correction === null ? null : factor(figure.correction)}</Numeric>
            </>
          )}
        </tr>
      ))}
    </Table>
  );
}
