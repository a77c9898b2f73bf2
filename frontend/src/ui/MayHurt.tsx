import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '@/lib/useCommand';
import classes from './MayHurt.module.css';

interface MayHurtProps {
  refusal: Refusal | undefined;
  pending: boolean;
  /** Sends the same text although the company warns of a word in it. */
  onSendAnyway: () => void;
}

/** After the warning of a word: one changes it, or sends it knowing that moderators look at it too. */
export function MayHurt({ refusal, pending, onSendAnyway }: MayHurtProps) {
  const { t } = useTranslation('common');
  if (refusal?.code !== 'TEXT_MAY_HURT') return null;
  return (
    <div className={classes.note} role="alert">
      <span>{t('mayHurt.text')}</span>
      <Button variant="default" loading={pending} onClick={onSendAnyway}>
        {t('mayHurt.send')}
      </Button>
    </div>
  );
}
