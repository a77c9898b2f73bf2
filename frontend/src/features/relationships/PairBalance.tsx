import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { Section } from '@/ui/Section';
import classes from './relationships.module.css';

export const PairBalanceFragment = graphql(`
  fragment PairBalance_relationship on Relationship {
    key
    person {
      id
      name
    }
    reasons {
      kind
      text
    }
    given {
      thanks
      feedback
      promisesKept
      promisesOpen
    }
    received {
      thanks
      feedback
      promisesKept
      promisesOpen
    }
  }
`);

const ROWS = ['thanks', 'feedback', 'promisesKept', 'promisesOpen'] as const;

/** What went each way between the two, and how the relationship stands, line by line. */
export function PairBalance({ pair: masked }: { pair: FragmentType<typeof PairBalanceFragment> }) {
  const { person, reasons, given, received } = unmask(PairBalanceFragment, masked);
  const { t } = useTranslation('relationships');
  return (
    <>
      {reasons.length > 0 ? (
        <Section title={t('health.title')}>
          <ul className={classes.reasons} data-surface="">
            {reasons.map((reason) => (
              <li key={reason.kind}>{reason.text}</li>
            ))}
          </ul>
          <p className={classes.dim}>{t('health.explain')}</p>
        </Section>
      ) : null}
      <Section title={t('balance.title')}>
        <table className={classes.balance}>
          <thead>
            <tr>
              <td />
              <th scope="col">{t('balance.mine')}</th>
              <th scope="col">{t('balance.theirs', { name: person.name })}</th>
            </tr>
          </thead>
          <tbody>
            {ROWS.map((row) => (
              <tr key={row}>
                <th scope="row">{t(`balance.${row}`)}</th>
                <td>{given[row]}</td>
                <td>{received[row]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </>
  );
}
