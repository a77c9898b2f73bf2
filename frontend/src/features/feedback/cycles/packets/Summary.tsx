import { Button, Textarea } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useAutosave } from '@/lib/useAutosave';
import { Markdown } from '@/ui/Markdown';
import { SavedMark } from '@/ui/SavedMark';
import { Section } from '@/ui/Section';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './packets.module.css';
import { useWritePacketSummary } from './usePackets';

/** The summary as it is written: it saves itself, and is looked at before it is sent. */
export function useSummary(packetId: string, summary: string, version: number, reload: () => void) {
  const { run, refusal } = useWritePacketSummary();
  const save = useCallback(
    async (text: string, at: number) => {
      const outcome = await run({ input: { packetId, version: at, summary: text } });
      if (outcome.ok) return { ok: true as const, version: outcome.data.packet.summaryVersion };
      const code = outcome.refusal?.code;
      if (code === 'PACKET_RELEASED') reload();
      return { ok: false as const, conflict: code === 'PACKET_SUMMARY_CHANGED' };
    },
    [run, packetId, reload],
  );
  const written = useAutosave({
    key: `packet.summary:${packetId}`,
    server: { text: summary, version },
    save,
    reload,
  });
  const refused = refusal && refusal.code !== 'PACKET_SUMMARY_CHANGED' ? refusal.message : undefined;
  return { ...written, refused };
}

interface SummaryEditorProps {
  written: ReturnType<typeof useSummary>;
  /** Whom the packet is about. */
  name: string;
}

/** What whoever prepares the packet says over all of it. */
export function SummaryEditor({ written, name }: SummaryEditorProps) {
  const { t } = useTranslation('reviews');
  return (
    <Section title={t('summary.title')} look="card" aside={<SavedMark state={written.state} />}>
      {written.theirs === undefined ? null : (
        <div className={classes.theirs} role="alert">
          <strong>{t('summary.conflict')}</strong>
          <p>{t('summary.conflictText')}</p>
          <pre>{written.theirs}</pre>
          <div className={classes.buttons}>
            <Button onClick={written.joinBoth}>{t('summary.joinBoth')}</Button>
            <Button variant="default" onClick={written.keepMine}>
              {t('summary.keepMine')}
            </Button>
            <Button variant="default" onClick={written.takeTheirs}>
              {t('summary.takeTheirs')}
            </Button>
          </div>
        </div>
      )}
      <Textarea
        autosize
        minRows={8}
        maxRows={30}
        size="md"
        maxLength={20_000}
        aria-label={t('summary.title')}
        placeholder={t('summary.placeholder', { name })}
        value={written.text}
        error={written.refused}
        onChange={(event) => written.change(event.currentTarget.value)}
        onBlur={() => void written.flush()}
      />
      <WhoWillSee>{t('summary.whoSees', { name })}</WhoWillSee>
    </Section>
  );
}

/** The summary as it is read. */
export function Summary({ summary, by }: { summary: string; by: string | undefined }) {
  const { t } = useTranslation('reviews');
  if (summary.trim() === '') return null;
  return (
    <Section title={by ? t('summary.by', { name: by }) : t('summary.title')} look="card">
      <Markdown>{summary}</Markdown>
    </Section>
  );
}
