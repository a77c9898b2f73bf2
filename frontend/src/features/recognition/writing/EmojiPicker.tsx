import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '@/lib/session';
import { EMOJI } from './emoji';
import classes from './writing.module.css';

const COLUMNS = 8;
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };

/** A small set of emoji, found by words; arrows go from one to the next. */
export default function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation('recognition');
  const russian = useViewer().locale === 'ru';
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const typed = search.trim().toLocaleLowerCase();
  const found = EMOJI.filter(([, en, ru]) => en.includes(typed) || ru.includes(typed));

  function move(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(found.length - 1, active + step));
    setActive(next);
    grid.current?.querySelectorAll('button')[next]?.focus();
  }

  return (
    <div className={classes.emojis}>
      <TextInput
        type="search"
        size="sm"
        aria-label={t('emoji.search')}
        placeholder={t('emoji.search')}
        data-autofocus
        data-mantine-stop-propagation="true"
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          const [first] = found[0] ?? [];
          if (event.key === 'Enter' && first) {
            event.preventDefault();
            event.stopPropagation();
            onPick(first);
          } else if (event.key === 'ArrowDown') {
            event.preventDefault();
            grid.current?.querySelector('button')?.focus();
          }
        }}
      />
      <div ref={grid} className={classes.grid} role="group" aria-label={t('emoji')} onKeyDown={move}>
        {found.map(([sign, en, ru], index) => (
          <button
            key={sign}
            type="button"
            className={classes.emoji}
            aria-label={russian ? ru : en}
            title={russian ? ru : en}
            tabIndex={index === active ? 0 : -1}
            data-mantine-stop-propagation="true"
            onFocus={() => setActive(index)}
            onClick={() => onPick(sign)}
          >
            <span aria-hidden="true">{sign}</span>
          </button>
        ))}
      </div>
      {found.length === 0 ? <p className={classes.none}>{t('emoji.none')}</p> : null}
    </div>
  );
}
