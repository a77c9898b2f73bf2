import { Button } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Form } from '@/ui/Form';
import { QuestionField } from './QuestionField';
import classes from './answer.module.css';
import { type Given, type Question, isAnswered } from './form';

/** Long enough to see what one has chosen. */
const SEEN_MS = 260;

interface QuestionScreenProps {
  question: Question;
  number: number;
  count: number;
  given: Given;
  onChange: (given: Given) => void;
  onNext: () => void;
  onBack: () => void;
}

/** One question, large enough for a thumb. */
export function QuestionScreen({
  question,
  number,
  count,
  given,
  onChange,
  onNext,
  onBack,
}: QuestionScreenProps) {
  const { t } = useTranslation('answering');
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  const answered = isAnswered(question, given);
  const help =
    question.help || (question.kind === 'MULTIPLE_CHOICE' ? t('answer.several') : '');

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
    return () => clearTimeout(soon.current);
  }, [question.id]);

  const done = () => {
    clearTimeout(soon.current);
    soon.current = setTimeout(onNext, SEEN_MS);
  };

  return (
    <div className={classes.screen}>
      <Form onSubmit={onNext} label={t('question.of', { number, all: count })}>
        <div className={classes.asked}>
          <p className={classes.progress}>
            <span>{t('question.of', { number, all: count })}</span>
            <span className={classes.track} aria-hidden="true">
              <span className={classes.run} style={{ width: `${(number / count) * 100}%` }} />
            </span>
          </p>
          <h2 id={`${id}-text`} ref={heading} tabIndex={-1} className={classes.questionText}>
            {question.text}
          </h2>
          {help ? (
            <p id={`${id}-help`} className={classes.quiet}>
              {help}
            </p>
          ) : null}
          <QuestionField
            question={question}
            given={given}
            onChange={onChange}
            onDone={done}
            labelledBy={`${id}-text`}
            describedBy={help ? `${id}-help` : undefined}
          />
        </div>
        <div className={classes.steps}>
          <Button variant="default" size="md" onClick={onBack}>
            {t('question.back')}
          </Button>
          <Button type="submit" size="md" variant={answered ? 'filled' : 'default'}>
            {t(answered ? 'question.next' : 'question.skip')}
          </Button>
        </div>
      </Form>
    </div>
  );
}
