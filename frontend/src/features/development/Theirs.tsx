import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './development.module.css';

/** One's own words where one has changed them since `base`, theirs where one has not. */
export function joined<Words extends object>(mine: Words, base: Words, theirs: Words): Words {
  const names = Object.keys(base) as (keyof Words)[];
  // Compared as text: what was kept on the device is not the same object any more.
  const same = (name: keyof Words) => JSON.stringify(mine[name]) === JSON.stringify(base[name]);
  return Object.fromEntries(
    names.map((name) => [name, same(name) ? theirs[name] : mine[name]]),
  ) as Words;
}

interface TheirsProps {
  /** What stands there now: what it is called, and its text. */
  fields: readonly (readonly [label: string, text: string])[];
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Somebody else changed it while one wrote: shows their version beside one's own. */
export function Theirs({ fields, onKeepMine, onTakeTheirs }: TheirsProps) {
  const { t } = useTranslation('development');
  const notice = useRef<HTMLDivElement>(null);
  // It comes above a long form, of which one has just pressed the last button.
  useEffect(() => notice.current?.focus(), []);
  return (
    <div ref={notice} className={classes.theirs} role="alert" tabIndex={-1}>
      <p>
        <strong>{t('theirs.title')}</strong> {t('theirs.text')}
      </p>
      <dl>
        {fields.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text || '–'}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onKeepMine}>
          {t('theirs.keepMine')}
        </Button>
        <Button variant="default" onClick={onTakeTheirs}>
          {t('theirs.take')}
        </Button>
      </div>
    </div>
  );
}
