import { IconCoinOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useQuery } from 'urql';
import { AllowanceRules } from '@/features/points/AllowanceRules';
import { Catalogue } from '@/features/points/Catalogue';
import { LedgerCheck } from '@/features/points/LedgerCheck';
import { Moves } from '@/features/points/Moves';
import { MyRedemptions } from '@/features/points/MyRedemptions';
import classes from '@/features/points/points.module.css';
import { Purse } from '@/features/points/Purse';
import { RedemptionQueue } from '@/features/points/RedemptionQueue';
import { Tabs } from '@/features/recognition/Tabs';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { Columns } from '@/ui/Columns';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import { TabLink, TabLinks } from '@/ui/TabLinks';

const RewardsPageQuery = graphql(`
  query RewardsPage {
    viewer {
      points {
        earned
        ...Purse_purse
      }
    }
  }
`);

// What one has can be read again without a network.
const KEEP = { keep: true };

/** One's points and what they are exchanged for; for HR and administrators also all that is behind it. */
export default function RewardsPage() {
  const { t } = useTranslation('points');
  const { isHr, isAdministrator } = useViewer();
  const { pathname } = useLocation();
  const parts = [
    [paths.rewards, 'part.mine', true],
    [paths.rewardsPart('requests'), 'part.requests', isHr || isAdministrator],
    [paths.rewardsPart('allowances'), 'part.allowances', isHr],
    [paths.rewardsPart('ledger'), 'part.ledger', isHr || isAdministrator],
  ] as const;
  const open = parts.filter(([, , allowed]) => allowed);
  const here = open.find(([to]) => to === pathname)?.[0] ?? paths.rewards;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Tabs chosen="rewards" />
      {open.length > 1 ? (
        <TabLinks label={t('parts')} tight>
          {open.map(([to, label]) => (
            <TabLink key={to} to={to} current={to === here}>
              {t(label)}
            </TabLink>
          ))}
        </TabLinks>
      ) : null}
      {here === paths.rewardsPart('requests') ? (
        <RedemptionQueue />
      ) : here === paths.rewardsPart('allowances') ? (
        <AllowanceRules />
      ) : here === paths.rewardsPart('ledger') ? (
        <LedgerCheck />
      ) : (
        <Mine keeps={isHr} />
      )}
    </>
  );
}

function Mine({ keeps }: { keeps: boolean }) {
  const { t } = useTranslation('points');
  const result = useQuery({ query: RewardsPageQuery, context: KEEP });
  return (
    <Query result={result}>
      {({ viewer }) => {
        const purse = viewer?.points ?? null;
        if (!purse && !keeps) {
          return (
            <EmptyState
              icon={<IconCoinOff size={32} stroke={1.5} />}
              title={t('off')}
              example={t('offExample')}
            />
          );
        }
        if (!purse) {
          return (
            <div className={classes.page}>
              <p className={classes.offHr}>
                {t('offHr')} <Link to={paths.recognitionSettings}>{t('offHrSettings')}</Link>
              </p>
              <Catalogue earned={null} keeps={keeps} />
            </div>
          );
        }
        return (
          <div className={classes.page}>
            <Purse purse={purse} />
            <Columns
              main={<Catalogue earned={purse.earned} keeps={keeps} />}
              side={
                <>
                  <MyRedemptions />
                  <Moves />
                </>
              }
            />
          </div>
        );
      }}
    </Query>
  );
}
