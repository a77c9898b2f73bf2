import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDates } from '@/ui/dates';
import classes from '../feedback.module.css';
import type { ServerDraft } from './useServerDraft';

interface DraftNoticeProps<T extends object> {
  draft: ServerDraft<T>;
  /** What the other text holds, part by part: what it is called, and its words. */
  linesOf: (fields: T) => readonly (readonly [label: string, text: string])[];
}

/** Says where the words in the form come from; after a clash of two devices shows the other text. */
export function DraftNotice<T extends object>({ draft, linesOf }: DraftNoticeProps<T>) {
  const { t } = useTranslation(['feedback', 'common']);
  const dates = useDates();
  const { theirs } = draft;
  if (theirs) {
    return (
      <div className={classes.theirs} role="alert">
        <p>
          <strong>{t('draft.conflict')}</strong> {t('draft.conflictText')}
        </p>
        {theirs.savedAt ? (
          <p className={classes.side}>{t('draft.savedAt', { when: dates.full(theirs.savedAt) })}</p>
        ) : null}
        <dl>
          {linesOf(theirs.fields)
            .filter(([, text]) => text !== '')
            .map(([label, text]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            ))}
        </dl>
        <div className={classes.actions}>
          <Button variant="default" onClick={draft.keepMine}>
            {t('draft.keepMine')}
          </Button>
          <Button variant="default" onClick={draft.takeTheirs}>
            {t('draft.takeTheirs')}
          </Button>
        </div>
      </div>
    );
  }
  if (!draft.restored) return null;
  return (
    <span>
      {t('common:draft.restored')}{' '}
      <Button variant="subtle" size="compact-sm" onClick={draft.clear}>
        {t('common:draft.discard')}
      </Button>
    </span>
  );
}
