import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Face } from '@/ui/Face';
import classes from './notes.module.css';
import type { Other } from './presence';

/** That somebody writes is said aloud once in this time, not at every pause. */
const SAY_WRITING_EVERY_MS = 60_000;

/** The other's face while they have the notes open; who cannot see it is told, sparingly. */
export function OtherHere({ other }: { other: Other | undefined }) {
  const { t } = useTranslation('notes');
  const [said, setSaid] = useState('');
  const last = useRef<{ name: string | undefined; writingAt: number }>({
    name: undefined,
    writingAt: Number.NEGATIVE_INFINITY,
  });
  const name = other?.name;
  const writing = other?.writing ?? false;

  useEffect(() => {
    const before = last.current;
    if (name && writing && Date.now() - before.writingAt > SAY_WRITING_EVERY_MS) {
      before.writingAt = Date.now();
      setSaid(t('other.writing', { name }));
    } else if (name && !before.name) {
      setSaid(t('other.here', { name }));
    } else if (!name && before.name) {
      setSaid(t('other.left', { name: before.name }));
    }
    before.name = name;
  }, [name, writing, t]);

  return (
    <span className={classes.other}>
      {other ? (
        <span aria-hidden="true" className={classes.face} data-writing={other.writing || undefined}>
          <Face id={other.id} name={other.name} size="sm" />
          <span>{t(other.writing ? 'other.writing' : 'other.here', { name: other.name })}</span>
        </span>
      ) : null}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </span>
  );
}
