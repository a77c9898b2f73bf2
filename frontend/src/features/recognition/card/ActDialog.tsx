import { useTranslation } from 'react-i18next';
import { toast } from '@/ui/toast';
import {
  useHideKudos,
  useMakeKudosPrivate,
  useRestoreContent,
  useWithdrawKudos,
} from '../useKudosActs';
import { ConfirmDialog } from './ConfirmDialog';
import { EditDialog } from './EditDialog';
import { ReasonDialog } from './ReasonDialog';
import { ReportDialog } from './ReportDialog';

export type Act = 'edit' | 'makePrivate' | 'withdraw' | 'report' | 'hide' | 'restore';

interface ActDialogProps {
  act: Act;
  kudosId: string;
  points: number;
  onClose: () => void;
  onWithdrawn?: (() => void) | undefined;
}

/** Asks what has to be asked before something is done with kudos, and does it. */
export default function ActDialog({ act, kudosId, points, onClose, onWithdrawn }: ActDialogProps) {
  const { t } = useTranslation('recognition');
  const withdraw = useWithdrawKudos(kudosId);
  const makePrivate = useMakeKudosPrivate(kudosId);
  const hide = useHideKudos(kudosId);
  const restore = useRestoreContent(kudosId);
  switch (act) {
    case 'edit':
      return <EditDialog kudosId={kudosId} onClose={onClose} />;
    case 'report':
      return <ReportDialog of={{ kudosId }} onClose={onClose} />;
    case 'makePrivate':
      return (
        <ConfirmDialog
          title={t('makePrivate')}
          text={t('makePrivate.text')}
          label={t('makePrivate.do')}
          command={makePrivate}
          run={() => makePrivate.run({ input: { kudosId } })}
          onDone={() => toast(t('madePrivate'))}
          onClose={onClose}
        />
      );
    case 'withdraw':
      return (
        <ConfirmDialog
          title={t('withdraw.title')}
          text={points > 0 ? t('withdraw.textPoints') : t('withdraw.text')}
          label={t('withdraw')}
          command={withdraw}
          run={() => withdraw.run({ input: { kudosId } })}
          onDone={() => {
            toast(t('withdrawn'));
            onWithdrawn?.();
          }}
          onClose={onClose}
        />
      );
    case 'hide':
      return (
        <ReasonDialog
          title={t('hide.title')}
          whoSees={t('hide.whoSees')}
          label={t('hide')}
          draft={`recognition.hide:${kudosId}`}
          command={hide}
          run={(reason) => hide.run({ input: { kudosId, reason } })}
          onClose={onClose}
        />
      );
    case 'restore':
      return (
        <ReasonDialog
          title={t('restore.title')}
          whoSees={t('restore.whoSees')}
          label={t('restore')}
          draft={`recognition.restore:${kudosId}`}
          command={restore}
          run={(reason) => restore.run({ input: { kudosId, reason } })}
          onClose={onClose}
        />
      );
  }
}
