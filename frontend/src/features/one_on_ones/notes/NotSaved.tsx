import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOnline } from '@/lib/useOnline';
import { toast } from '@/ui/toast';
import classes from './notes.module.css';
import type { NotesSession, NotesStatus } from './session';

interface NotSavedProps {
  session: NotesSession;
  status: NotesStatus;
  onDiscarded: () => void;
}

/** Why what was typed is not with the server, and what one can do: nothing where all is well. */
export function NotSaved({ session, status, onDiscarded }: NotSavedProps) {
  const { t } = useTranslation(['notes', 'common']);
  const online = useOnline();
  const [sure, setSure] = useState(false);
  const { refusal, fault, unsafe, gone } = status;

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(session.text.toString());
      toast(t('copied'));
    } catch {
      toast(t('notCopied'));
    }
  };

  if (refusal || gone) {
    return (
      <div className={classes.refused} role="alert">
        <p>{refusal?.message ?? t('gone')}</p>
        <p>{t('refused.kept')}</p>
        <div className={classes.buttons}>
          <Button size="sm" onClick={() => void copy()}>
            {t('copy')}
          </Button>
          {refusal ? (
            <Button size="sm" variant="default" onClick={() => session.retry()}>
              {t('common:action.retry')}
            </Button>
          ) : null}
          {refusal && !sure ? (
            <Button size="sm" variant="subtle" color="gray" onClick={() => setSure(true)}>
              {t('discard')}
            </Button>
          ) : null}
          {refusal && sure ? (
            <Button
              size="sm"
              color="red"
              onClick={() => void session.discard().then(onDiscarded)}
            >
              {t('discard.sure')}
            </Button>
          ) : null}
        </div>
      </div>
    );
  }
  if (!unsafe && !(fault && online)) return null;
  return (
    <p className={classes.fault} role="alert">
      {unsafe ? t('unsafe') : fault}
    </p>
  );
}
