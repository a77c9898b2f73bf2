import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { RelativeTime } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { Card } from '@/ui/Section';
import classes from './relationships.module.css';

export const PairSummaryFragment = graphql(`
  fragment PairSummary_relationship on Relationship {
    key
    bond
    lastContactAt
    daysSinceContact
    cadenceDays
    usualDays
    quiet
    person {
      id
      ...PersonLine_person
    }
  }
`);

/** Who they are to one another, when they were last in touch, and whether that is long ago. */
export function PairSummary({ pair: masked }: { pair: FragmentType<typeof PairSummaryFragment> }) {
  const pair = unmask(PairSummaryFragment, masked);
  const { t } = useTranslation('relationships');
  return (
    <Card>
      {pair.quiet && pair.daysSinceContact !== null ? (
        <p className={classes.quiet}>{t('contact.quiet', { count: pair.daysSinceContact })}</p>
      ) : null}
      <PersonLine person={pair.person} />
      <dl className={classes.facts}>
        <dt>{t('contact.bond')}</dt>
        <dd>{t(`bond.${pair.bond}`)}</dd>
        <dt>{t('contact.last')}</dt>
        <dd>{pair.lastContactAt ? <RelativeTime at={pair.lastContactAt} /> : t('contact.never')}</dd>
        <dt>{t('contact.rhythm')}</dt>
        <dd>
          {pair.cadenceDays
            ? t('contact.rhythmDays', { count: pair.cadenceDays })
            : t('contact.rhythmNone')}
        </dd>
        {pair.usualDays ? (
          <>
            <dt>{t('contact.usual')}</dt>
            <dd>{t('contact.rhythmDays', { count: Math.round(pair.usualDays) })}</dd>
          </>
        ) : null}
      </dl>
    </Card>
  );
}
