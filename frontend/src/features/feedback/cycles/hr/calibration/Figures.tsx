import { useTranslation } from 'react-i18next';
import { useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { Meter, Table } from '../Table';
import classes from '../hr.module.css';
import type { Session } from './Session';

function useFigures() {
  const { t } = useTranslation('cycles');
  const { locale } = useDates();
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, minimumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(locale, {
    maximumFractionDigits: 2,
    minimumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  return {
    t,
    plain: (value: number) => plain.format(value),
    signed: (value: number) => signed.format(value),
    between: (low: number | null, high: number | null, as: (value: number) => string) =>
      low === null || high === null
        ? t('figures.unknown')
        : t('figures.between', { low: as(low), high: as(high) }),
  };
}

type Row = Session['distribution'][number];

/** How often each part of the scale was given, with the mean, its n and its interval. */
export function Distribution({ session }: { session: Session }) {
  const { t, plain, between } = useFigures();
  if (session.distribution.length === 0) {
    return <p className={classes.hint}>{t('distribution.none')}</p>;
  }
  const nameOf = (band: Row['counts'][number]) =>
    band.label || t('figures.between', { low: String(band.from), high: String(band.to) });
  // Questions of the same scale share a table.
  const scales = new Map<string, Row[]>();
  for (const row of session.distribution) {
    const key = row.counts.map(nameOf).join('|');
    scales.set(key, [...(scales.get(key) ?? []), row]);
  }
  return (
    <>
      <p className={classes.hint}>{t('distribution.note')}</p>
      {[...scales].map(([key, rows], index) => (
        <Table
          key={key}
          label={t('distribution.scale', { number: index + 1 })}
          columns={[
            t('column.question'),
            ...(rows[0]?.counts.map(nameOf) ?? []),
            t('column.n'),
            t('distribution.mean'),
            t('leniency.interval'),
          ]}
        >
          <tbody>
            {rows.map((row) => (
              <tr key={row.question.id}>
                <th scope="row">{row.question.text}</th>
                {row.counts.map((band) => (
                  <td key={band.from} className={classes.numeric}>
                    {band.count}
                    <Meter share={row.n ? band.count / row.n : 0} />
                  </td>
                ))}
                <td className={classes.numeric}>{row.n}</td>
                <td className={classes.numeric}>
                  <strong>{row.mean === null ? t('figures.unknown') : plain(row.mean)}</strong>
                </td>
                <td className={classes.numeric}>{between(row.low, row.high, plain)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      ))}
    </>
  );
}

/** By how much each manager rates above or below the group, and how sure that is. */
export function Leniency({ session }: { session: Session }) {
  const { t, plain, signed, between } = useFigures();
  if (session.leniency.length === 0) return <p className={classes.hint}>{t('leniency.none')}</p>;
  return (
    <>
      <p className={classes.hint}>{t('leniency.note')}</p>
      <Table
        label={t('leniency.title')}
        columns={[
          t('column.rater'),
          t('leniency.reviews'),
          t('distribution.mean'),
          t('leniency.difference'),
          t('leniency.interval'),
        ]}
      >
        <tbody>
          {session.leniency.map((one) => (
            <tr key={one.rater.id}>
              <th scope="row">
                <PersonLine person={one.rater} size="sm" />
              </th>
              <td className={classes.numeric}>{one.reviews}</td>
              <td className={classes.numeric}>{plain(one.mean)}</td>
              <td className={classes.numeric}>
                <strong>{signed(one.difference)}</strong>
              </td>
              <td className={classes.numeric}>{between(one.low, one.high, signed)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
