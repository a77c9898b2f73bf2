import { IconAlertTriangle, IconCheck, IconDeviceMobile, IconLoader2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './SavedMark.module.css';

export type SaveState = 'idle' | 'saving' | 'saved' | 'kept' | 'conflict';

/** The quiet mark beside a field that saves itself. `kept`: only on this device so far. */
export function SavedMark({ state }: { state: SaveState }) {
  const { t } = useTranslation('common');
  return (
    <span className={classes.mark} data-state={state} role="status">
      {state === 'saving' ? <IconLoader2 size={16} aria-hidden="true" /> : null}
      {state === 'saved' ? <IconCheck size={16} aria-hidden="true" /> : null}
      {state === 'kept' ? <IconDeviceMobile size={16} aria-hidden="true" /> : null}
      {state === 'conflict' ? <IconAlertTriangle size={16} aria-hidden="true" /> : null}
      {state === 'idle' ? '' : t(`saved.${state}`)}
    </span>
  );
}
