import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './points.module.css';
import type { RewardOf } from './RewardCard';
import { useRedeemReward } from './usePoints';

interface RedeemDialogProps {
  reward: RewardOf;
  earned: number;
  onClose: () => void;
}

/** Asks for a reward: what it costs, what is left then, and a word to those who hand it over. */
export default function RedeemDialog({ reward, earned, onClose }: RedeemDialogProps) {
  const { t } = useTranslation(['points', 'common']);
  const redeem = useRedeemReward();
  const [fresh] = useState(() => crypto.randomUUID());
  // The key stays with what was begun: asked again after a cut connection, it is still one wish.
  const { value, change, clear } = useDraft(`points.redeem:${reward.id}`, { note: '', key: fresh });
  const left = earned - reward.cost;

  async function send() {
    change({ key: value.key });
    const outcome = await redeem.run({
      input: { rewardId: reward.id, note: value.note, cost: reward.cost, key: value.key },
    });
    // A refused wish was never made: the next one is another.
    if (!outcome.ok && outcome.refusal) change({ key: crypto.randomUUID() });
    if (!outcome.ok) return;
    clear();
    toast(t('redeem.done', { name: reward.name }));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('redeem.title', { name: reward.name })} size="sm">
      <Form onSubmit={() => void send()}>
        <dl className={classes.sum}>
          <dt>{t('redeem.have')}</dt>
          <dd>{earned}</dd>
          <dt>{t('redeem.cost')}</dt>
          <dd>−{reward.cost}</dd>
          <dt>{t('redeem.left')}</dt>
          <dd>{left}</dd>
        </dl>
        <Textarea
          data-autofocus
          label={t('redeem.note')}
          description={t('redeem.noteHint')}
          autosize
          minRows={2}
          value={value.note}
          error={redeem.fieldError('note')}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        <p className={classes.small}>{t('redeem.next')}</p>
        <FormError>{redeem.error('note')}</FormError>
        <WhoWillSee>{t('redeem.whoSees')}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={redeem.pending} disabled={left < 0}>
            {t('redeem.send', { count: reward.cost })}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
