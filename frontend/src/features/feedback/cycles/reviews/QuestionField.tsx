import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useCompetency } from '../parts/useCompetency';
import type { Answer, GoalAnswer } from './answers';
import { Choices } from './Choices';
import classes from './reviews.module.css';
import { Scale } from './Scale';
import { TextAnswer } from './TextAnswer';
import type { Question } from './wire';

export interface Goal {
  id: string;
  title: string;
}

export interface FieldProps {
  question: Question;
  answer: Answer;
  onChange: (answer: Answer) => void;
  /** The ids of the words that explain the field. */
  describedBy: string | undefined;
  /** The id of the question's words. */
  labelledBy: string;
  invalid: boolean;
}

interface QuestionFieldProps {
  id: string;
  number: number;
  question: Question;
  answer: Answer | undefined;
  onChange: (answer: Answer) => void;
  goals: readonly Goal[];
  /** Whether it has to be answered before one can send, and was not. */
  missing: boolean;
  /** Whether hints are shown while one writes. */
  hints: boolean;
  onLeave: () => void;
}

/** One question of a review with whatever its kind is answered by; "cannot judge" stands apart. */
export function QuestionField(props: QuestionFieldProps) {
  const { id, number, question, answer = {}, onChange, goals, missing, hints, onLeave } = props;
  const { t } = useTranslation('reviews');
  const competency = useCompetency()(question.competency);
  const name = useId();
  const help = question.help ? `${name}-help` : '';
  const error = missing ? `${name}-error` : '';
  const optional = question.required ? '' : `${name}-optional`;
  const field: FieldProps = {
    question,
    answer,
    onChange,
    labelledBy: `${name}-text`,
    describedBy: [help, optional, error].filter(Boolean).join(' ') || undefined,
    invalid: missing,
  };
  const cannot = answer.cannotJudge ?? false;
  return (
    <li id={id} className={classes.question} data-missing={missing || undefined} onBlur={onLeave}>
      <div className={classes.asked}>
        <span className={classes.number} aria-hidden="true">
          {number}
        </span>
        <div className={classes.askedWords}>
          <h3 id={field.labelledBy} className={classes.questionText}>
            {question.text}
          </h3>
          {competency || !question.required ? (
            <p className={classes.quiet} id={optional || undefined}>
              {question.required
                ? competency
                : competency
                  ? t('question.optionalOf', { competency })
                  : t('question.optional')}
            </p>
          ) : null}
          {help ? (
            <p className={classes.quiet} id={help}>
              {question.help}
            </p>
          ) : null}
        </div>
      </div>
      <Field {...field} goals={goals} hints={hints} />
      <div className={classes.apart}>
        <label className={classes.cannot}>
          <input
            type="checkbox"
            checked={cannot}
            aria-describedby={field.labelledBy}
            onChange={(event) => onChange(event.currentTarget.checked ? { cannotJudge: true } : {})}
          />
          {t(question.kind === 'TEXT' ? 'question.nothingToSay' : 'question.cannotJudge')}
        </label>
        {question.kind !== 'TEXT' && hasChoice(answer) ? (
          <button type="button" className={classes.clear} onClick={() => onChange({})}>
            {t('question.clear')}
          </button>
        ) : null}
      </div>
      {missing ? (
        <p className={classes.error} id={error}>
          {t('question.missing')}
        </p>
      ) : null}
    </li>
  );
}

function hasChoice(answer: Answer): boolean {
  return answer.value !== undefined || Boolean(answer.values?.length) || Boolean(answer.goals?.length);
}

function Field({ goals, hints, ...field }: FieldProps & { goals: readonly Goal[]; hints: boolean }) {
  const { question, answer, onChange } = field;
  switch (question.kind) {
    case 'TEXT':
      return <TextAnswer {...field} hints={hints} />;
    case 'SINGLE_CHOICE':
    case 'MULTIPLE_CHOICE':
      return <Choices {...field} />;
    case 'GOAL_RESULT':
      return <Goals {...field} goals={goals} />;
    default:
      return (
        <Scale
          points={question.scale}
          value={answer.value}
          onChange={(value) => onChange({ value })}
          required={question.required}
          invalid={field.invalid}
          labelledBy={field.labelledBy}
          describedBy={field.describedBy}
        />
      );
  }
}

/** How far each goal was reached; one that cannot be read any more keeps what was said of it. */
function Goals({ question, answer, onChange, goals, ...field }: FieldProps & { goals: readonly Goal[] }) {
  const { t } = useTranslation('reviews');
  const id = useId();
  const given = answer.goals ?? [];
  const former = given.filter((one) => !goals.some((goal) => goal.id === one.goalId));
  const all = [...goals, ...former.map((one) => ({ id: one.goalId, title: one.title }))];
  if (all.length === 0) return <p className={classes.quiet}>{t('question.noGoals')}</p>;

  function set(goal: Goal, value: number) {
    const next: GoalAnswer[] = all.flatMap((one): GoalAnswer[] => {
      if (one.id === goal.id) return [{ goalId: one.id, title: one.title, value }];
      const before = given.find((found) => found.goalId === one.id);
      return before ? [before] : [];
    });
    onChange({ goals: next });
  }

  return (
    <ul className={classes.goals}>
      {all.map((goal, index) => (
        <li key={goal.id}>
          <h4 className={classes.goal} id={`${id}-${index}`}>
            {goal.title}
          </h4>
          <Scale
            points={question.scale}
            value={given.find((one) => one.goalId === goal.id)?.value}
            onChange={(value) => set(goal, value)}
            required={false}
            invalid={field.invalid}
            labelledBy={`${field.labelledBy} ${id}-${index}`}
            describedBy={field.describedBy}
          />
        </li>
      ))}
    </ul>
  );
}
