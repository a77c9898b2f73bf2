import { Button, Radio, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReportReason } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Stack } from '@/ui/Stack';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useReportSignature } from './useCelebrations';

/** WORDS is what the words report themselves. */
const REASONS = ['HURTFUL', 'CONFIDENTIAL', 'UNTRUE', 'SPAM', 'OTHER'] as const;

interface ReportSignatureDialogProps {
  signatureId: string;
  /** Who wrote it. */
  name: string;
  onClose: () => void;
}

/** Tells those who moderate that a line on a card should not stand there. */
export default function ReportSignatureDialog({ signatureId, name, onClose }: ReportSignatureDialogProps) {
  const { t } = useTranslation(['celebrations', 'common']);
  const report = useReportSignature();
  const { value, change, clear } = useDraft(`celebrations.report:${signatureId}`, {
    reason: 'HURTFUL' as ReportReason,
    words: '',
  });

  async function send() {
    const outcome = await report.run({ input: { signatureId, ...value } });
    if (!outcome.ok) return;
    clear();
    toast(t('report.done'));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('signature.report', { name })}>
      <Form onSubmit={() => void send()}>
        <Radio.Group
          label={t('report.why')}
          value={value.reason}
          error={report.fieldError('reason')}
          onChange={(reason) => change({ reason: reason as ReportReason })}
        >
          <Stack gap={12}>
            {REASONS.map((reason) => (
              <Radio key={reason} size="md" value={reason} label={t(`report.${reason}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('report.words')}
          autosize
          minRows={2}
          value={value.words}
          error={report.fieldError('words')}
          onChange={(event) => change({ words: event.currentTarget.value })}
        />
        <FormError>{report.error('reason', 'words')}</FormError>
        <WhoWillSee>{t('report.whoSees')}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={report.pending}>
            {t('report.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
