import { Button, Radio, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReportReason } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Stack } from '@/ui/Stack';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useReportContent } from '../useKudosActs';

const REASONS: readonly Exclude<ReportReason, 'WORDS'>[] = [
  'HURTFUL',
  'CONFIDENTIAL',
  'UNTRUE',
  'SPAM',
  'OTHER',
];

interface ReportDialogProps {
  of: { kudosId: string } | { commentId: string };
  onClose: () => void;
}

/** Shows something to the moderators, and says before who will read what. */
export function ReportDialog({ of, onClose }: ReportDialogProps) {
  const { t } = useTranslation(['recognition', 'common']);
  const [id = ''] = Object.values(of);
  const { value, change, clear } = useDraft(`recognition.report:${id}`, {
    reason: 'HURTFUL' as ReportReason,
    words: '',
  });
  const report = useReportContent();

  async function go() {
    const outcome = await report.run({ input: { ...of, reason: value.reason, words: value.words } });
    if (!outcome.ok) return;
    clear();
    toast(t('report.done'));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('report.title')} size="sm">
      <Form onSubmit={() => void go()}>
        <Radio.Group
          label={t('report.reason')}
          value={value.reason}
          error={report.fieldError('reason')}
          onChange={(reason) => change({ reason: reason as ReportReason })}
        >
          <Stack gap={4}>
            {REASONS.map((reason) => (
              <Radio key={reason} value={reason} label={t(`report.${reason}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('report.words')}
          description={t('report.wordsHint')}
          autosize
          minRows={2}
          maxLength={500}
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
            {t('report')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
