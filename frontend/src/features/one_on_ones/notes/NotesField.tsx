import { ActionIcon } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { bindField } from './field';
import classes from './notes.module.css';
import type { Other } from './presence';
import type { NotesSession } from './session';

interface NotesFieldProps {
  session: NotesSession;
  ready: boolean;
  other: Other | undefined;
  label: string;
  describedBy: string;
  placeholder: string;
}

/**
 * The field in which both write. Behind it lies its text once more, unseen: that gives the field
 * its height, and the other's caret its place.
 */
export function NotesField(props: NotesFieldProps) {
  const { session, ready, other, label, describedBy, placeholder } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const before = useRef<HTMLSpanElement>(null);
  const selected = useRef<HTMLElement>(null);
  const after = useRef<HTMLSpanElement>(null);
  const caret = useRef<HTMLSpanElement>(null);
  const paint = useRef(() => {});

  useEffect(() => {
    paint.current = () => {
      const parts = [before.current, selected.current, after.current, caret.current] as const;
      const [head, middle, tail, mark] = parts;
      const shown = field.current?.value ?? '';
      if (!head || !middle || !tail || !mark) return;
      const place = session.otherSelection();
      const at = place?.head ?? shown.length;
      const from = Math.min(place?.anchor ?? at, at);
      const to = Math.max(place?.anchor ?? at, at);
      head.textContent = shown.slice(0, from);
      middle.textContent = shown.slice(from, to);
      // Something must stand in the last line, or it would have no height.
      tail.textContent = `${shown.slice(to)}\u200b`;
      mark.hidden = !place;
      if (at === from) middle.before(mark);
      else middle.after(mark);
      mark.toggleAttribute('data-first-line', !shown.slice(0, at).includes('\n'));
    };
    paint.current();
  });

  useEffect(() => {
    if (!ready || !field.current) return undefined;
    return bindField(field.current, session, () => paint.current());
  }, [session, ready]);

  return (
    <div className={classes.frame}>
      <div className={classes.field}>
        <textarea
          ref={field}
          className={classes.input}
          aria-label={label}
          aria-describedby={describedBy}
          placeholder={placeholder}
          readOnly={!ready}
          spellCheck
          autoCapitalize="sentences"
          rows={8}
        />
        <div className={classes.mirror} aria-hidden="true">
          <span ref={before} />
          <span ref={caret} className={classes.caret} hidden>
            {other ? (
              <span key={other.moves} className={classes.flag}>
                {other.name}
              </span>
            ) : null}
          </span>
          <mark ref={selected} className={classes.selected} />
          <span ref={after} />
        </div>
      </div>
      <UndoButtons session={session} />
    </div>
  );
}

/** For fingers: there are no keys for it on a phone. */
function UndoButtons({ session: { undo } }: { session: NotesSession }) {
  const { t } = useTranslation('notes');
  const can = useSyncExternalStore(
    (changed) => {
      undo.on('stack-item-added', changed);
      undo.on('stack-item-popped', changed);
      return () => {
        undo.off('stack-item-added', changed);
        undo.off('stack-item-popped', changed);
      };
    },
    () => `${undo.canUndo() ? 'undo' : ''} ${undo.canRedo() ? 'redo' : ''}`,
  );
  if (can === ' ') return null;
  return (
    <div className={classes.undo}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={44}
        aria-label={t('undo')}
        disabled={!can.includes('undo')}
        onClick={() => undo.undo()}
      >
        <IconArrowBackUp size={20} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={44}
        aria-label={t('redo')}
        disabled={!can.includes('redo')}
        onClick={() => undo.redo()}
      >
        <IconArrowForwardUp size={20} />
      </ActionIcon>
    </div>
  );
}
