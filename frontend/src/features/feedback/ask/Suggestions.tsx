import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickedPerson } from '@/ui/PersonPicker';
import { Face } from '@/ui/Face';
import classes from '../feedback.module.css';

export interface Suggested {
  person: PickedPerson;
  /** Why, in the viewer's language. */
  reason: string;
}

/** How many are shown: when one is taken, the next comes. */
const SHOWN = 4;

interface SuggestionsProps {
  people: readonly Suggested[];
  onAdd: (person: PickedPerson) => void;
}

/** Whom one might ask, with the reason. They only offer: nobody is asked who was not tapped. */
export function Suggestions({ people, onAdd }: SuggestionsProps) {
  const { t } = useTranslation('feedback');
  const list = useRef<HTMLUListElement>(null);
  const [taken, setTaken] = useState(-1);

  // The one that had the focus is gone: the next one in its place has it.
  useEffect(() => {
    if (taken < 0) return;
    const left = list.current?.querySelectorAll('button') ?? [];
    left[Math.min(taken, left.length - 1)]?.focus();
    setTaken(-1);
  }, [taken]);

  if (people.length === 0) return null;
  return (
    <div className={classes.suggested}>
      <p className={classes.side}>{t('ask.suggested')}</p>
      <ul ref={list} className={classes.suggestions} aria-label={t('ask.suggested')}>
        {people.slice(0, SHOWN).map(({ person, reason }, index) => (
          <li key={person.id}>
            <button
              type="button"
              className={classes.suggestion}
              onClick={() => {
                onAdd({ id: person.id, name: person.name });
                setTaken(index);
              }}
            >
              <Face id={person.id} name={person.name} size="sm" />
              <span className={classes.suggestionWords}>
                <span>{t('ask.add', { name: person.name })}</span>{' '}
                <span className={classes.reason}>{reason}</span>
              </span>
              <IconPlus size={18} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
