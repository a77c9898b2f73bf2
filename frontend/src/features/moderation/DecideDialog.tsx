import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import type { Act, Report } from './ReportCard';
import { useDecideReport, useRestoreContent } from './useModeration';

interface DecideDialogProps {
  report: Report;
  act: Act;
  onClose: () => void;
}

/** A moderator decides, and says why. */
export function DecideDialog({ report, act, onClose }: DecideDialogProps) {
  const { t } = useTranslation(['moderation', 'common']);
  const draft = useDraft(`moderation.${act}:${report.id}`, { reason: '' });
  const decide = useDecideReport();
  const restore = useRestoreContent();
  const command = act === 'restore' ? restore : decide;
  const { reason } = draft.value;

  async function run() {
    const outcome =
      act === 'restore'
        ? await restore.run({ input: { reportId: report.id, reason } })
        : await decide.run({
            input: {
              reportId: report.id,
              uphold: act === 'uphold',
              reason,
              version: report.version,
            },
          });
    if (!outcome.ok) return;
    draft.clear();
    toast(t(`done.${act}`));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t(`title.${act}`)} size="sm">
      <Form onSubmit={() => void run()}>
        <Textarea
          label={t('why')}
          autosize
          minRows={3}
          maxLength={1000}
          required
          data-autofocus
          value={reason}
          error={command.fieldError('reason')}
          onChange={(event) => draft.change({ reason: event.currentTarget.value })}
        />
        <FormError>{command.error('reason')}</FormError>
        <WhoWillSee>{t(`whoSees.${act}`)}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={command.pending}>
            {t(act)}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
