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

/** How often each part of the scale was given, with the mean, its n and its interval. */
export function Distribution({ session }: { session: Session }) {
  const { t, plain, between } = useFigures();
  if (session.distribution.length === 0) {
    return <p className={classes.hint}>{t('distribution.none')}</p>;
  }
  return (
    <>
      <p className={classes.hint}>{t('distribution.note')}</p>
      {session.distribution.map((one) => (
        <Table
          key={one.question.id}
          label={one.question.text}
          columns={[one.question.text, t('column.count'), t('column.share')]}
        >
          <tbody>
            {one.counts.map((band) => (
              <tr key={band.from}>
                <th scope="row">
                  {band.label ||
                    (band.from === band.to
                      ? band.from
                      : t('figures.between', { low: String(band.from), high: String(band.to) }))}
                </th>
                <td className={classes.numeric}>{band.count}</td>
                <td className={classes.numeric}>
                  <Meter share={one.n ? band.count / one.n : 0} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('distribution.mean')}</th>
              <td className={classes.numeric}>
                {one.mean === null ? t('figures.unknown') : plain(one.mean)}
                <span className={classes.note}> {t('figures.n', { count: one.n })}</span>
              </td>
              <td className={classes.numeric}>{between(one.low, one.high, plain)}</td>
            </tr>
          </tfoot>
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
