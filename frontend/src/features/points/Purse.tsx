import { Button } from '@mantine/core';
import { IconGift, IconHeartHandshake } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import classes from './points.module.css';

export const PurseFragment = graphql(`
  fragment Purse_purse on PointsPurse {
    allowance
    left
    month
    expiresOn
    earned
    held
    giftMaximum
    canGive
  }
`);

/** The two purses: what one may give this month, and what one was given. */
export function Purse({ purse: masked }: { purse: FragmentType<typeof PurseFragment> }) {
  const purse = unmask(PurseFragment, masked);
  const { t } = useTranslation('points');
  const dates = useDates();
  const number = new Intl.NumberFormat(dates.locale);
  const share = purse.allowance > 0 ? Math.round((purse.left / purse.allowance) * 100) : 0;
  return (
    <div className={classes.purse}>
      <section className={classes.pocket} aria-labelledby="purse-give">
        <h2 id="purse-give" className={classes.pocketTitle}>
          <IconHeartHandshake size={18} stroke={1.7} aria-hidden="true" />
          {t('purse.give')}
        </h2>
        <p className={classes.amount}>
          <strong>{number.format(purse.left)}</strong>{' '}
          {t('purse.of', { count: purse.allowance, all: number.format(purse.allowance) })}
        </p>
        <div className={classes.track} aria-hidden="true">
          <div className={classes.fill} style={{ width: `${share}%` }} />
        </div>
        <p className={classes.small}>
          {t('purse.expires', { day: dates.date(purse.expiresOn) })}
          {purse.giftMaximum ? ` ${t('purse.giftMaximum', { count: purse.giftMaximum })}` : ''}
        </p>
        {purse.canGive && purse.left > 0 ? (
          <div>
            <Button component={Link} to={`${paths.recognition}?give`} variant="default">
              {t('purse.thank')}
            </Button>
          </div>
        ) : null}
      </section>
      <section className={classes.pocket} aria-labelledby="purse-earned">
        <h2 id="purse-earned" className={classes.pocketTitle}>
          <IconGift size={18} stroke={1.7} aria-hidden="true" />
          {t('purse.earned')}
        </h2>
        <p className={classes.amount}>
          <strong>{number.format(purse.earned)}</strong> {t('purse.unit', { count: purse.earned })}
        </p>
        <p className={classes.small}>{t('purse.earnedHint')}</p>
        {purse.held > 0 ? (
          <p className={classes.small}>{t('purse.held', { count: purse.held })}</p>
        ) : null}
      </section>
    </div>
  );
}
