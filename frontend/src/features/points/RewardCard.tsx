import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconArchive,
  IconDotsVertical,
  IconGift,
  IconPencil,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { toast } from '@/ui/toast';
import classes from './points.module.css';
import { useRetireReward } from './usePoints';

export const RewardFragment = graphql(`
  fragment RewardCard_reward on Reward {
    id
    name
    description
    cost
    stock
    pictureUrl
    pictureAlt
    retired
    version
    affordable
    canEdit
  }
`);

export type RewardOf = DocumentType<typeof RewardFragment>;

interface RewardCardProps {
  reward: FragmentType<typeof RewardFragment>;
  /** How many points the viewer has earned; null while points are off. */
  earned: number | null;
  onRedeem: (rewardId: string) => void;
  onEdit: (reward: RewardOf) => void;
  /** Moves it one place; undefined where it stands at the end. */
  onEarlier?: (() => void) | undefined;
  onLater?: (() => void) | undefined;
}

/** A reward: what it is, what it costs, and whether one can have it. */
export function RewardCard(props: RewardCardProps) {
  const { earned, onRedeem } = props;
  const reward = unmask(RewardFragment, props.reward);
  const { t } = useTranslation('points');
  const gone = reward.stock !== null && reward.stock <= 0;
  const missing = earned === null ? 0 : Math.max(0, reward.cost - earned);
  return (
    <li className={classes.reward} data-retired={reward.retired || undefined}>
      {reward.pictureUrl ? (
        <img className={classes.picture} src={reward.pictureUrl} alt={reward.pictureAlt} loading="lazy" />
      ) : (
        <span className={classes.noPicture} aria-hidden="true">
          <IconGift size={40} stroke={1.2} />
        </span>
      )}
      <div className={classes.rewardWords}>
        <h3 className={classes.rewardName}>{reward.name}</h3>
        {reward.description ? <p className={classes.description}>{reward.description}</p> : null}
      </div>
      <div className={classes.rewardFoot}>
        <span className={classes.cost}>{t('count', { count: reward.cost })}</span>
        {reward.retired ? (
          <span className={classes.small}>{t('reward.isRetired')}</span>
        ) : reward.stock === null ? null : (
          <span className={classes.small}>
            {gone ? t('reward.gone') : t('reward.stock', { count: reward.stock })}
          </span>
        )}
      </div>
      <div className={classes.rewardActs}>
        {earned === null || reward.retired ? null : gone || !reward.affordable ? (
          <p className={classes.small}>
            {gone ? t('reward.later') : t('reward.missing', { count: missing })}
          </p>
        ) : (
          <Button
            variant="light"
            aria-label={t('reward.redeemOf', { name: reward.name })}
            onClick={() => onRedeem(reward.id)}
          >
            {t('reward.redeem')}
          </Button>
        )}
        {reward.canEdit ? <Acts {...props} reward={reward} /> : null}
      </div>
    </li>
  );
}

function Acts({ reward, onEdit, onEarlier, onLater }: Omit<RewardCardProps, 'reward'> & { reward: RewardOf }) {
  const { t } = useTranslation('points');
  const retire = useRetireReward();

  async function setRetired(retired: boolean) {
    const outcome = await retire.run({ input: { rewardId: reward.id, retired } });
    if (!outcome.ok) {
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
      return;
    }
    toast(
      retired ? t('reward.retired', { name: reward.name }) : t('reward.back', { name: reward.name }),
    );
  }

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          className={classes.menu ?? ''}
          variant="subtle"
          color="gray"
          size={44}
          aria-label={t('reward.more', { name: reward.name })}
        >
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={18} />} onClick={() => onEdit(reward)}>
          {t('reward.edit')}
        </Menu.Item>
        {onEarlier ? (
          <Menu.Item leftSection={<IconArrowUp size={18} />} onClick={onEarlier}>
            {t('reward.earlier')}
          </Menu.Item>
        ) : null}
        {onLater ? (
          <Menu.Item leftSection={<IconArrowDown size={18} />} onClick={onLater}>
            {t('reward.later.move')}
          </Menu.Item>
        ) : null}
        <Menu.Item
          leftSection={<IconArchive size={18} />}
          onClick={() => void setRetired(!reward.retired)}
        >
          {reward.retired ? t('reward.takeBack') : t('reward.retire')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
