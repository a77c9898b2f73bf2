import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { ProgressBar } from '@/ui/ProgressBar';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './packets.module.css';
import { inParts } from './parts';
import { useReleasePackets } from './usePackets';

interface ReleaseManyDialogProps {
  /** Ids of packets, or of their participants where the viewer may not read those. */
  ids: string[];
  withoutSummary: number;
  onClose: () => void;
}

/** Asked once for all of them; the server takes them in parts, each of which goes whole or not at all. */
export default function ReleaseManyDialog({ ids, withoutSummary, onClose }: ReleaseManyDialogProps) {
  const { t } = useTranslation(['reviews', 'common']);
  const release = useReleasePackets();
  // What is ready changes under the dialog while it is sent: it keeps to what was asked for.
  const [[asked, lacking]] = useState(() => [ids, withoutSummary] as const);
  const [released, setReleased] = useState(0);
  const [running, setRunning] = useState(false);
  const [stopped, setStopped] = useState<string>();

  async function run() {
    if (running || stopped !== undefined) return;
    setRunning(true);
    let done = 0;
    for (const packetIds of inParts(asked)) {
      const outcome = await release.run({ input: { packetIds } });
      if (!outcome.ok) {
        setRunning(false);
        const why = outcome.refusal?.message ?? outcome.fault ?? '';
        // Of a part that was refused nothing was released; of one whose answer got lost who knows.
        if (!outcome.refusal) setStopped(t('releaseMany.lost', { why, count: done }));
        else if (done === 0) setStopped(t('releaseMany.stoppedAtOnce', { why }));
        else setStopped(t('releaseMany.stopped', { why, count: done }));
        return;
      }
      done += packetIds.length;
      setReleased(done);
    }
    toast(t('releaseMany.done', { count: done }));
    onClose();
  }

  return (
    <Dialog
      opened
      onClose={() => {
        // What is on its way is not stopped by looking away.
        if (!running) onClose();
      }}
      title={t('releaseMany.title', { count: asked.length })}
      size="sm"
    >
      <Form onSubmit={() => void run()}>
        <p>{t('releaseMany.text', { count: asked.length })}</p>
        {lacking > 0 ? (
          <p className={classes.warning} role="note">
            {t('releaseMany.noSummary', { count: lacking })}
          </p>
        ) : null}
        {running || released > 0 ? (
          <>
            <ProgressBar
              value={(released / asked.length) * 100}
              label={t('releaseMany.progress')}
            />
            <p className={classes.quiet} role="status">
              {t('releaseMany.soFar', { released, count: asked.length })}
            </p>
          </>
        ) : null}
        <FormError>{stopped}</FormError>
        <WhoWillSee>{t('releaseMany.whoSees')}</WhoWillSee>
        <FormActions>
          <Button variant="default" data-autofocus disabled={running} onClick={onClose}>
            {t(stopped === undefined ? 'common:action.cancel' : 'common:action.close')}
          </Button>
          {stopped === undefined ? (
            <Button type="submit" loading={running}>
              {t('releaseMany.go', { count: asked.length })}
            </Button>
          ) : null}
        </FormActions>
      </Form>
    </Dialog>
  );
}
