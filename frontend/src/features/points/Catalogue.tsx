import { Button, Switch } from '@mantine/core';
import { IconGift } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql, unmask } from '@/gql';
import { usePreload } from '@/lib/usePreload';
import { useWanted } from '@/lib/useWanted';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, LoadingState } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from './points.module.css';
import { RewardCard, RewardFragment, type RewardOf } from './RewardCard';
import { useOrderRewards } from './usePoints';

const loadRedeemDialog = () => import('./RedeemDialog');
const RedeemDialog = lazy(loadRedeemDialog);
const RewardDialog = lazy(() => import('./RewardDialog'));

const RewardCatalogue = graphql(`
  query RewardCatalogue($retired: Boolean!) {
    rewards(retired: $retired) {
      id
      retired
      ...RewardCard_reward
    }
  }
`);

const KEEP = { keep: true };
const LATER = [loadRedeemDialog];

interface CatalogueProps {
  /** How many points the viewer has earned; null while points are off. */
  earned: number | null;
  /** Whether the viewer looks after the rewards. */
  keeps: boolean;
}

/** What earned points are exchanged for. HR looks after it in place. */
export function Catalogue({ earned, keeps }: CatalogueProps) {
  const { t } = useTranslation('points');
  usePreload(LATER);
  const [retired, setRetired] = useState(false);
  const result = useQuery({ query: RewardCatalogue, variables: { retired }, context: KEEP });
  const [open, setOpen] = useState<
    { form: 'redeem'; rewardId: string } | { form: 'edit'; reward: RewardOf | null } | null
  >(null);
  const order = useOrderRewards();
  // The one array that was read: a move shows until another is read.
  const rewards = result[0].data?.rewards;
  const wanted = useWanted(rewards);
  const add = (
    <Button variant="default" onClick={() => setOpen({ form: 'edit', reward: null })}>
      {t('reward.add')}
    </Button>
  );
  const close = () => setOpen(null);

  async function move(from: number, to: number) {
    const next = [...(wanted.shown ?? [])];
    const [moved] = next.splice(from, 1);
    if (!moved) return;
    next.splice(to, 0, moved);
    wanted.want(next);
    const rewardIds = next.filter((one) => !one.retired).map((one) => one.id);
    const outcome = await order.run({ input: { rewardIds } });
    if (!outcome.ok) {
      wanted.revert();
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
    }
  }

  return (
    <Section title={t('rewards.title')} aside={keeps ? add : null}>
      {keeps ? (
        <Switch
          size="md"
          label={t('rewards.withRetired')}
          checked={retired}
          onChange={(event) => setRetired(event.currentTarget.checked)}
        />
      ) : null}
      <Query result={result} loading={<LoadingState lines={2} height={260} />}>
        {() => {
          const shown = wanted.shown ?? [];
          if (shown.length === 0) {
            return (
              <EmptyState
                icon={<IconGift size={32} stroke={1.5} />}
                title={t('rewards.none')}
                example={keeps ? t('rewards.noneHr') : t('rewards.noneExample')}
                {...(keeps ? { action: add } : {})}
              />
            );
          }
          const last = shown.filter((one) => !one.retired).length - 1;
          return (
            <ul className={classes.rewards} aria-label={t('rewards.title')}>
              {shown.map((one, index) => (
                <RewardCard
                  key={one.id}
                  reward={one}
                  earned={earned}
                  onRedeem={(rewardId) => setOpen({ form: 'redeem', rewardId })}
                  onEdit={(reward) => setOpen({ form: 'edit', reward })}
                  onEarlier={
                    one.retired || index === 0 ? undefined : () => void move(index, index - 1)
                  }
                  onLater={
                    one.retired || index >= last ? undefined : () => void move(index, index + 1)
                  }
                />
              ))}
            </ul>
          );
        }}
      </Query>
      <Suspense fallback={null}>
        {open?.form === 'redeem' && earned !== null ? (
          <Redeem
            reward={rewards?.find((one) => one.id === open.rewardId)}
            earned={earned}
            onClose={close}
          />
        ) : null}
        {open?.form === 'edit' ? <RewardDialog reward={open.reward} onClose={close} /> : null}
      </Suspense>
    </Section>
  );
}

interface RedeemProps {
  reward: Parameters<typeof RewardCard>[0]['reward'] | undefined;
  earned: number;
  onClose: () => void;
}

/** The reward as it is now, not as it was when the form was opened: its cost may have changed. */
function Redeem({ reward, earned, onClose }: RedeemProps) {
  if (!reward) return null;
  return <RedeemDialog reward={unmask(RewardFragment, reward)} earned={earned} onClose={onClose} />;
}
