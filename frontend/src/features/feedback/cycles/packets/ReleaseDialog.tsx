import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './packets.module.css';
import { useReleasePackets } from './usePackets';

interface ReleaseDialogProps {
  packetId: string;
  name: string;
  withoutSummary: boolean;
  /** Sends what of the summary is not sent yet, where it can be written; null where that fails. */
  settle?: () => Promise<number | null>;
  onClose: () => void;
}

/** Asked once more, for what somebody was given cannot be taken back. */
export default function ReleaseDialog({
  packetId,
  name,
  withoutSummary,
  settle,
  onClose,
}: ReleaseDialogProps) {
  const { t } = useTranslation(['reviews', 'common']);
  const release = useReleasePackets();
  const [unsent, setUnsent] = useState(false);

  async function run() {
    // Afterwards nothing can be added.
    const settled = !settle || (await settle()) !== null;
    setUnsent(!settled);
    if (!settled) return;
    const outcome = await release.run({ input: { packetIds: [packetId] } });
    if (!outcome.ok) return;
    onClose();
    toast(t('release.done', { name }));
  }

  return (
    <Dialog opened onClose={onClose} title={t('release.title', { name })} size="sm">
      <Form onSubmit={() => void run()}>
        <p>{t('release.text', { name })}</p>
        {withoutSummary ? (
          <p className={classes.warning} role="note">
            {t('release.noSummary')}
          </p>
        ) : null}
        <FormError>{unsent ? t('release.unsent') : release.error()}</FormError>
        <WhoWillSee>{t('release.whoSees', { name })}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={release.pending}>
            {t('release')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
