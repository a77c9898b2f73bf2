import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PickedPerson } from '@/ui/PersonPicker';
import { Face } from '@/ui/Face';
import classes from '../feedback.module.css';

export interface Suggested {
  person: PickedPerson;
  /** Why, in the viewer's language. */
  reason: string;
}

interface SuggestionsProps {
  people: readonly Suggested[];
  onAdd: (person: PickedPerson) => void;
}

/** Whom one might ask, with the reason. They only offer: nobody is asked who was not tapped. */
export function Suggestions({ people, onAdd }: SuggestionsProps) {
  const { t } = useTranslation('feedback');
  if (people.length === 0) return null;
  return (
    <div className={classes.suggested}>
      <p className={classes.side}>{t('ask.suggested')}</p>
      <ul className={classes.suggestions} aria-label={t('ask.suggested')}>
        {people.map(({ person, reason }) => (
          <li key={person.id}>
            <button
              type="button"
              className={classes.suggestion}
              onClick={() => onAdd({ id: person.id, name: person.name })}
            >
              <Face id={person.id} name={person.name} size="sm" />
              <span className={classes.suggestionWords}>
                <span>{t('ask.add', { name: person.name })}</span>{' '}
                <span className={classes.dim}>{reason}</span>
              </span>
              <IconPlus size={18} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
