import { Textarea } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonalHints } from './PersonalHints';
import classes from './answer.module.css';
import {
  type Given,
  LONGEST_COMMENT,
  type Question,
  pointsOf,
  saysEachPoint,
  withAnswer,
} from './form';

interface QuestionFieldProps {
  question: Question;
  given: Given;
  onChange: (given: Given) => void;
  /** Called when one answer is all there is to say and a finger or the mouse gave it. */
  onDone: () => void;
  labelledBy: string;
  describedBy: string | undefined;
}

/** Whatever a question is answered by. */
export function QuestionField(props: QuestionFieldProps) {
  const { t } = useTranslation('answering');
  const { question, given, onChange } = props;
  const answer = given.answers[question.id];
  const set = (value: Parameters<typeof withAnswer>[2]) => onChange(withAnswer(given, question.id, value));
  switch (question.kind) {
    case 'TEXT':
      return <Words {...props} />;
    case 'YES_NO':
      return (
        <One
          {...props}
          look="abreast"
          choices={[
            { value: true, words: t('answer.yes') },
            { value: false, words: t('answer.no') },
          ]}
          chosen={answer}
          onChoose={set}
        />
      );
    case 'SINGLE_CHOICE':
      return (
        <One
          {...props}
          look="list"
          choices={question.options.map((words, value) => ({ value, words }))}
          chosen={answer}
          onChoose={set}
        />
      );
    case 'MULTIPLE_CHOICE':
      return <Several {...props} />;
    default:
      return <Scale {...props} chosen={answer} onChoose={set} />;
  }
}

interface Choice {
  value: number | boolean;
  words: ReactNode;
  /** What is read out, where more than the words. */
  said?: string;
}

interface OneProps extends QuestionFieldProps {
  look: 'abreast' | 'list' | 'scale' | 'long';
  choices: readonly Choice[];
  chosen: Given['answers'][string] | undefined;
  onChoose: (value: number | boolean) => void;
}

/**
 * One of some. Radio buttons of the browser, so that arrows work; a finger or the mouse also goes on
 * to the next question, arrows do not, for one walks over other answers with them.
 */
function One({ look, choices, chosen, onChoose, onDone, labelledBy, describedBy }: OneProps) {
  const name = useId();
  const pointed = useRef(false);
  return (
    <div
      role="radiogroup"
      className={classes.choices}
      data-look={look}
      data-count={choices.length}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onPointerDown={() => {
        pointed.current = true;
      }}
      onKeyDown={() => {
        pointed.current = false;
      }}
    >
      {choices.map(({ value, words, said }) => (
        <label key={String(value)} className={classes.choice}>
          <input
            type="radio"
            name={name}
            aria-label={said}
            checked={chosen === value}
            onChange={() => onChoose(value)}
            onClick={() => {
              if (pointed.current) onDone();
              pointed.current = false;
            }}
          />
          <span className={classes.choiceWords}>{words}</span>
        </label>
      ))}
    </div>
  );
}

type ScaleProps = QuestionFieldProps & Pick<OneProps, 'chosen' | 'onChoose'>;

/** A scale: one under the other where each point has words, else in a row between its two ends. */
function Scale(props: ScaleProps) {
  const { question, onChoose } = props;
  const { t } = useTranslation('answering');
  const points = pointsOf(question);
  const each = saysEachPoint(question);
  const [first, last] = [points[0], points.at(-1)];

  // A figure on the keyboard is the answer; ten has two of them and is reached by arrows.
  const type = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^\d$/u.test(event.key)) return;
    const point = points.find(({ value }) => value === Number(event.key));
    if (point) onChoose(point.value);
  };
  const choices = points.map(({ value, label }) =>
    each
      ? {
          value,
          words: (
            <>
              <span className={classes.figure}>{value}</span> {label}
            </>
          ),
        }
      : { value, words: value, said: label ? t('answer.end', { value, label }) : String(value) },
  );
  return (
    <div className={classes.scale} onKeyDown={type}>
      <One {...props} look={each ? 'long' : 'scale'} choices={choices} />
      {each || !first?.label ? null : (
        <div className={classes.ends} aria-hidden="true">
          <span>{t('answer.end', { value: first.value, label: first.label })}</span>
          <span>{t('answer.end', { value: last?.value ?? '', label: last?.label ?? '' })}</span>
        </div>
      )}
    </div>
  );
}

/** As many as one likes. */
function Several({ question, given, onChange, labelledBy, describedBy }: QuestionFieldProps) {
  const answer = given.answers[question.id];
  const chosen = typeof answer === 'object' ? answer : [];
  const toggle = (index: number) => {
    const next = chosen.includes(index)
      ? chosen.filter((one) => one !== index)
      : [...chosen, index].toSorted((one, other) => one - other);
    onChange(withAnswer(given, question.id, next.length > 0 ? next : undefined));
  };
  return (
    <div
      role="group"
      className={classes.choices}
      data-look="list"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
    >
      {question.options.map((words, index) => (
        <label key={index} className={classes.choice}>
          <input type="checkbox" checked={chosen.includes(index)} onChange={() => toggle(index)} />
          <span className={classes.choiceWords}>{words}</span>
        </label>
      ))}
    </div>
  );
}

/** Own words, with what in them may tell who wrote them. */
function Words({ question, given, onChange, labelledBy, describedBy }: QuestionFieldProps) {
  const text = given.words[question.id] ?? '';
  return (
    <div className={classes.words}>
      <Textarea
        size="md"
        autosize
        minRows={4}
        maxRows={14}
        maxLength={LONGEST_COMMENT}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        value={text}
        onChange={(event) =>
          onChange({ ...given, words: { ...given.words, [question.id]: event.currentTarget.value } })
        }
      />
      <PersonalHints text={text} />
    </div>
  );
}
