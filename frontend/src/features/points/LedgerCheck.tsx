import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { useDates } from '@/ui/dates';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { NotThere } from '@/ui/states';
import classes from './points.module.css';

const LedgerCheckQuery = graphql(`
  query LedgerCheck {
    ledgerCheck {
      balanced
      accounts
      transfers
      issued
      allowances
      earned
      expired
      redeemed
      problems
    }
  }
`);

const KINDS = ['allowances', 'earned', 'redeemed', 'expired'] as const;

/** Whether every point that was issued is somewhere, counted anew from the ledger. */
export function LedgerCheck() {
  const { t } = useTranslation('points');
  const dates = useDates();
  const [state, execute] = useQuery({ query: LedgerCheckQuery });
  const number = new Intl.NumberFormat(dates.locale);
  const again = (
    <Button
      variant="default"
      loading={state.fetching}
      onClick={() => execute({ requestPolicy: 'network-only' })}
    >
      {t('ledger.again')}
    </Button>
  );
  return (
    <Section title={t('ledger.title')} aside={again}>
      <p className={classes.lead}>{t('ledger.lead')}</p>
      <Query result={[state, execute]}>
        {({ ledgerCheck: check }) =>
          check ? (
            <div className={classes.ledger}>
              <p className={classes.verdict} data-fine={check.balanced || undefined} role="status">
                {check.balanced ? (
                  <IconCircleCheck size={20} aria-hidden="true" />
                ) : (
                  <IconAlertTriangle size={20} aria-hidden="true" />
                )}
                {check.balanced ? t('ledger.balanced') : t('ledger.unbalanced')}
              </p>
              {check.problems.length > 0 ? (
                <ul className={classes.problems}>
                  {check.problems.map((problem) => (
                    <li key={problem}>{problem}</li>
                  ))}
                </ul>
              ) : null}
              <table className={classes.sums}>
                <caption className={classes.small}>
                  {t('ledger.size', {
                    transfers: number.format(check.transfers),
                    accounts: number.format(check.accounts),
                  })}
                </caption>
                <tbody>
                  {KINDS.map((kind) => (
                    <tr key={kind}>
                      <th scope="row">{t(`ledger.${kind}`)}</th>
                      <td>{number.format(check[kind])}</td>
                    </tr>
                  ))}
                </tbody>
                <tfoot>
                  <tr>
                    <th scope="row">{t('ledger.issued')}</th>
                    <td>{number.format(check.issued)}</td>
                  </tr>
                </tfoot>
              </table>
            </div>
          ) : (
            <NotThere />
          )
        }
      </Query>
    </Section>
  );
}
