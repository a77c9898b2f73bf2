import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ValueIcon, valueColors } from '@/ui/ValueMark';
import classes from './give.module.css';

interface Value {
  id: string;
  name: string;
  description: string;
  color: string;
  icon: string;
}

interface ValueFieldProps {
  values: readonly Value[];
  required: boolean;
  /** The id of the chosen one, or nothing. */
  value: string;
  error: string | undefined;
  onChange: (id: string) => void;
}

/** The company's values as chips, of which one is chosen; what is meant by it stands beneath. */
export function ValueField({ values, required, value, error, onChange }: ValueFieldProps) {
  const { t } = useTranslation('recognition');
  const id = useId();
  if (values.length === 0) return null;
  const chosen = values.find((one) => one.id === value);
  const chips = required ? values : [...values, null];
  return (
    <fieldset className={classes.values} aria-describedby={`${id}-hint ${id}-error`}>
      <legend className={classes.label}>{required ? t('give.valueRequired') : t('give.value')}</legend>
      <div className={classes.chips}>
        {chips.map((one) => (
          <label
            key={one?.id ?? ''}
            className={`${classes.chip} ${one ? valueColors : ''}`}
            data-color={one?.color}
            data-none={one ? undefined : true}
          >
            <input
              type="radio"
              name={id}
              className={classes.radio}
              checked={value === (one?.id ?? '')}
              onChange={() => onChange(one?.id ?? '')}
            />
            {one ? <ValueIcon icon={one.icon} size={18} /> : null}
            {one ? one.name : t('give.noValue')}
          </label>
        ))}
      </div>
      <p id={`${id}-hint`} className={classes.hint}>
        {chosen ? chosen.description : t('give.valueHint')}
      </p>
      <div id={`${id}-error`} role="alert" className={classes.error}>
        {error}
      </div>
    </fieldset>
  );
}
