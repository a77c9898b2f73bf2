import { VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUserQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '@/lib/session';
import classes from './answer.module.css';
import { tracesOf } from './personal';

const QUIET_MS = 700;

/** What in one's words may tell who wrote them; it waits to be read and stops nobody. */
export function PersonalHints({ text }: { text: string }) {
  const { t } = useTranslation('answering');
  const { name } = useViewer();
  const [quiet] = useDebouncedValue(text, QUIET_MS);
  const traces = tracesOf(quiet, name);
  return (
    <>
      {traces.length > 0 ? (
        <ul className={classes.hints} aria-label={t('personal.label')}>
          {traces.map(({ kind, words }) => (
            <li key={kind} className={classes.hint}>
              <IconUserQuestion size={20} stroke={1.7} aria-hidden="true" />
              <span>
                <strong>{t(`personal.${kind}`)}</strong> {t(`personal.${kind}Instead`)}
                <span className={classes.traces}>
                  {words.map((word) => (
                    <mark key={word}>{word}</mark>
                  ))}
                </span>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <VisuallyHidden role="status">
        {traces.length > 0 ? t('personal.count', { count: traces.length }) : ''}
      </VisuallyHidden>
    </>
  );
}
