import { useId } from 'react';
import type { FieldProps } from './QuestionField';
import classes from './reviews.module.css';

/** One of several, or any of them. */
export function Choices({ question, answer, onChange, labelledBy, describedBy, invalid }: FieldProps) {
  const name = useId();
  const many = question.kind === 'MULTIPLE_CHOICE';
  const chosen = many ? (answer.values ?? []) : answer.value === undefined ? [] : [answer.value];

  function toggle(value: number, on: boolean) {
    if (!many) return onChange({ value });
    const others = chosen.filter((one) => one !== value);
    onChange({ values: on ? [...others, value].sort((a, b) => a - b) : others });
  }

  return (
    <div
      role={many ? 'group' : 'radiogroup'}
      className={classes.scale}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      {...(many ? {} : { 'aria-required': question.required, 'aria-invalid': invalid })}
    >
      {question.options.map((option) => (
        <label key={option.value} className={classes.point}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(option.value)}
            onChange={(event) => toggle(option.value, event.currentTarget.checked)}
          />
          <span className={classes.pointLabel}>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
