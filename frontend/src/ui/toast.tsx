import { Button, CloseButton } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './toast.module.css';

interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
}

const STAYS_MS = 6000;
let toasts: readonly Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/**
 * Says that something was done, with a way to undo it where there is one.
 *
 * @returns takes the message away, for when it can no longer be undone.
 */
export function toast(text: string, action?: Toast['action']): () => void {
  count += 1;
  const id = count;
  set([...toasts.slice(-2), { id, text, ...(action ? { action } : {}) }]);
  return () => dismiss(id);
}

function dismiss(id: number): void {
  set(toasts.filter((one) => one.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where the messages appear; one in the whole application. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className={classes.region} role="status" aria-live="polite">
      {shown.map((one) => (
        <ToastLine key={one.id} toast={one} />
      ))}
    </div>
  );
}

function ToastLine({ toast: { id, text, action } }: { toast: Toast }) {
  const { t } = useTranslation('common');
  useEffect(() => {
    // With something to click it waits longer.
    const timer = setTimeout(() => dismiss(id), action ? STAYS_MS * 2 : STAYS_MS);
    return () => clearTimeout(timer);
  }, [id, action]);
  return (
    <div className={classes.toast}>
      <span className={classes.text}>{text}</span>
      {action ? (
        <Button
          size="compact-sm"
          variant="white"
          onClick={() => {
            dismiss(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <CloseButton
        aria-label={t('action.close')}
        variant="transparent"
        c="white"
        onClick={() => dismiss(id)}
      />
    </div>
  );
}
