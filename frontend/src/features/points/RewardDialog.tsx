import { Button, Checkbox, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import type { UploadedFile } from '@/lib/useFileUpload';
import { Dialog } from '@/ui/Dialog';
import { FileField } from '@/ui/FileField';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './points.module.css';
import type { RewardOf } from './RewardCard';
import { useSaveReward } from './usePoints';

interface RewardDialogProps {
  /** Null for a new one. */
  reward: RewardOf | null;
  onClose: () => void;
}

const FIELDS = ['name', 'description', 'cost', 'stock', 'pictureId', 'pictureAlt'] as const;
const NUMBER = /^\d+$/;

/** A reward as HR keeps it. */
export default function RewardDialog({ reward, onClose }: RewardDialogProps) {
  const { t } = useTranslation(['points', 'common']);
  const save = useSaveReward();
  const draft = useDraft(`points.reward:${reward?.id ?? 'new'}`, {
    name: reward?.name ?? '',
    description: reward?.description ?? '',
    // Text, so that the fields can be empty.
    cost: reward ? String(reward.cost) : '',
    stock: reward && reward.stock !== null ? String(reward.stock) : '',
    limited: reward ? reward.stock !== null : false,
    pictureAlt: reward?.pictureAlt ?? '',
  });
  const { value, change, clear } = draft;
  const before = reward?.pictureUrl ? { id: 'before', name: t('reward.pictureNow') } : null;
  const [picture, setPicture] = useState<UploadedFile | null>(before);
  const cost = value.cost.trim();
  const stock = value.stock.trim();
  const ready =
    value.name.trim() !== '' && NUMBER.test(cost) && (!value.limited || NUMBER.test(stock));

  async function send() {
    if (!ready) return;
    const outcome = await save.run({
      input: {
        rewardId: reward?.id ?? null,
        name: value.name,
        description: value.description,
        cost: Number(cost),
        stock: value.limited ? Number(stock) : null,
        pictureId: picture && picture.id !== 'before' ? picture.id : null,
        keepPicture: picture?.id === 'before',
        pictureAlt: picture ? value.pictureAlt : '',
        version: reward?.version ?? null,
      },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('reward.saved'));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={reward ? t('reward.edit') : t('reward.add')}>
      <Form onSubmit={() => void send()}>
        {draft.restored ? (
          <span>
            {t('common:draft.restored')}{' '}
            <Button variant="subtle" size="compact-sm" onClick={clear}>
              {t('common:draft.discard')}
            </Button>
          </span>
        ) : null}
        <TextInput
          data-autofocus
          required
          label={t('reward.name')}
          value={value.name}
          error={save.fieldError('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Textarea
          label={t('reward.description')}
          autosize
          minRows={3}
          value={value.description}
          error={save.fieldError('description')}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <TextInput
          required
          inputMode="numeric"
          label={t('reward.cost')}
          value={value.cost}
          error={
            save.fieldError('cost') ??
            (cost !== '' && !NUMBER.test(cost) ? t('wholeNumber') : undefined)
          }
          onChange={(event) => change({ cost: event.currentTarget.value })}
        />
        <div className={classes.fields}>
          <Checkbox
            size="md"
            label={t('reward.limited')}
            checked={value.limited}
            onChange={(event) => change({ limited: event.currentTarget.checked })}
          />
          {value.limited ? (
            <TextInput
              required
              inputMode="numeric"
              label={t('reward.stockField')}
              value={value.stock}
              error={
                save.fieldError('stock') ??
                (stock !== '' && !NUMBER.test(stock) ? t('wholeNumber') : undefined)
              }
              onChange={(event) => change({ stock: event.currentTarget.value })}
            />
          ) : null}
        </div>
        <FileField
          label={t('reward.picture')}
          kinds=".png,.jpg,.jpeg,.webp"
          hint={t('reward.pictureHint')}
          value={picture}
          onChange={setPicture}
          error={save.fieldError('pictureId')}
        />
        {picture ? (
          <TextInput
            label={t('reward.pictureAlt')}
            description={t('reward.pictureAltHint')}
            value={value.pictureAlt}
            error={save.fieldError('pictureAlt')}
            onChange={(event) => change({ pictureAlt: event.currentTarget.value })}
          />
        ) : null}
        <FormError>{save.error(...FIELDS)}</FormError>
        <WhoWillSee>{t('reward.whoSees')}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending} disabled={!ready}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
