import { useTranslation } from 'react-i18next';
import { PersonName } from '@/ui/PersonLine';
import classes from './calibration.module.css';
import type { Session } from './Session';

const THIRDS = ['low', 'middle', 'high'] as const;

/** Nine boxes over two questions of the company's choice: where each person's two ratings fall. */
export function NineBox({ session }: { session: Session }) {
  const { t } = useTranslation('cycles');
  const without = session.seats.filter((seat) => seat.box === null);
  return (
    <>
      <p className={classes.hint}>
        {t('nineBox.note', { x: session.xQuestion?.text, y: session.yQuestion?.text })}
      </p>
      <div className={classes.box} tabIndex={0} role="group" aria-label={t('nineBox.title')}>
        <table className={classes.boxes}>
          <thead>
            <tr>
              <td aria-hidden="true" />
              {THIRDS.map((third) => (
                <th key={third} scope="col">
                  {session.xQuestion?.text}: {t(`nineBox.${third}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[2, 1, 0].map((y) => (
              <tr key={y}>
                <th scope="row">
                  {session.yQuestion?.text}: {t(`nineBox.${THIRDS[y] ?? 'low'}`)}
                </th>
                {[1, 2, 3].map((x) => {
                  const here = session.seats.filter((seat) => seat.box === 3 * y + x);
                  return (
                    <td key={x}>
                      {here.length === 0 ? (
                        <span className={classes.note}>{t('nineBox.nobody')}</span>
                      ) : (
                        <ul>
                          {here.map((seat) => (
                            <li key={seat.person.id}>
                              <PersonName person={seat.person} />
                            </li>
                          ))}
                        </ul>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {without.length > 0 ? (
        <p className={classes.hint}>{t('nineBox.without', { count: without.length })}</p>
      ) : null}
    </>
  );
}
