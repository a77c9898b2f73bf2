import { useTranslation } from 'react-i18next';
import type { SegmentKind } from '@/gql/graphql';
import { useSurveyNames } from '../shared/names';
import classes from './surveys.module.css';

interface Loss {
  kind: SegmentKind;
  kept: number;
  people: number;
  values: number;
  valuesKept: number;
}

/** What is given up so that no combination of groups is too small: by group, in numbers. */
export function Losses({ losses }: { losses: readonly Loss[] }) {
  const { t } = useTranslation('surveys');
  const names = useSurveyNames();
  return (
    <div className={classes.box}>
      <table className={classes.table}>
        <caption className={classes.hidden}>{t('losses.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('losses.segment')}</th>
            <th scope="col" className={classes.numeric}>
              {t('losses.values')}
            </th>
            <th scope="col" className={classes.numeric}>
              {t('losses.people')}
            </th>
          </tr>
        </thead>
        <tbody>
          {losses.map((loss) => {
            const share = loss.people === 0 ? 1 : loss.kept / loss.people;
            return (
              <tr key={loss.kind}>
                <th scope="row">{names.segment(loss.kind)}</th>
                <td className={classes.numeric}>
                  {t('losses.of', { kept: loss.valuesKept, all: loss.values })}
                </td>
                <td className={classes.numeric}>
                  {t('losses.of', { kept: loss.kept, all: loss.people })}
                  <svg className={classes.meter} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                    <rect className={classes.meterGround} width="100" height="4" />
                    <rect className={classes.meterShare} width={share * 100} height="4" />
                  </svg>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
