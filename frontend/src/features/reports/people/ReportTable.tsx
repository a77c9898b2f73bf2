import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, unmask } from '@/gql';
import type { ReportUnit } from '@/gql/graphql';
import { Bar } from '../Bar';
import classes from '../reports.module.css';
import { Table } from '../Table';
import { CellFragment, RowFragment } from './queries';
import { useNumber } from './useNumber';

export interface Column {
  key: string;
  label: string;
  unit: ReportUnit;
  help: string;
  main: boolean;
}

type Row = FragmentType<typeof RowFragment>;
export type Cell = DocumentType<typeof CellFragment>;

interface ReportTableProps {
  first: string;
  columns: readonly Column[];
  rows: readonly Row[];
  everybody: Row;
}

/** A line for each group, and one for everybody. */
export function ReportTable({ first, columns, rows, everybody }: ReportTableProps) {
  const { t } = useTranslation('reports');
  return (
    <>
      <Table
        label={t('people.table')}
        columns={[first, t('coverage.people'), ...columns.map((column) => column.label)]}
      >
        <tbody>
          {rows.map((row, index) => (
            <Line key={index} row={row} columns={columns} />
          ))}
        </tbody>
        <tfoot>
          <Line row={everybody} columns={columns} />
        </tfoot>
      </Table>
      <details className={classes.details}>
        <summary>{t('people.meaning')}</summary>
        <dl className={classes.meanings}>
          {columns.map((column) => (
            <div key={column.key}>
              <dt>{column.label}</dt>
              <dd>{column.help}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}

function Line({ row: masked, columns }: { row: Row; columns: readonly Column[] }) {
  const row = unmask(RowFragment, masked);
  const cells = unmask(CellFragment, row.cells);
  return (
    <tr>
      <th scope="row">{row.label}</th>
      <td className={classes.numeric}>{row.people}</td>
      {columns.map((column) => (
        <td key={column.key} className={classes.numeric}>
          <CellValue cell={cells.find((cell) => cell.key === column.key)} column={column} />
        </td>
      ))}
    </tr>
  );
}

/** A number with its interval; or in words why there is none. */
export function CellValue({ cell, column }: { cell: Cell | undefined; column: Column }) {
  const { t } = useTranslation('reports');
  const number = useNumber();
  if (!cell || cell.value === null || cell.value === undefined) {
    return <span className={classes.quiet}>{cell?.reason ? cell.reason : '–'}</span>;
  }
  return (
    <>
      <strong>{number(cell.value, column.unit)}</strong>
      {cell.from !== null && cell.until !== null ? (
        <>
          {' '}
          <span className={classes.quiet}>
            {t('recognition.range', {
              low: number(cell.from, column.unit),
              high: number(cell.until, column.unit),
            })}
          </span>
        </>
      ) : null}
      {column.unit === 'SHARE' && column.main ? <Bar share={cell.value} /> : null}
    </>
  );
}
