import { Button, Switch } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FormError } from '@/ui/Form';
import { List } from '@/ui/List';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { Answered } from './Answered';
import { PersonalHints } from './PersonalHints';
import classes from './answer.module.css';
import { type Given, type Question, howMany, isAnswered } from './form';

interface ReviewProps {
  questions: readonly Question[];
  given: Given;
  /** The fewest people that are told of. */
  scoreGroup: number;
  pending: boolean;
  error: string | undefined;
  onChange: (index: number) => void;
  onReplies: (replies: boolean) => void;
  onSend: () => void;
}

/** The last look before it is sent: afterwards nobody can change it, its sender included. */
export function Review({
  questions,
  given,
  scoreGroup,
  pending,
  error,
  onChange,
  onReplies,
  onSend,
}: ReviewProps) {
  const { t } = useTranslation('answering');
  const heading = useRef<HTMLHeadingElement>(null);
  const answered = howMany(questions, given);
  const empty = answered === 0;
  const commented = questions.some((one) => one.kind === 'TEXT' && isAnswered(one, given));

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);

  return (
    <section className={classes.page}>
      <h2 ref={heading} tabIndex={-1} className={classes.questionText}>
        {t('review.title')}
      </h2>
      <p className={classes.quiet}>
        {empty
          ? t('review.nothing')
          : t('review.answered', { answered, all: questions.length })}
      </p>
      <List label={t('review.title')}>
        {questions.map((question, index) => (
          <li key={question.id} className={classes.review}>
            <div className={classes.reviewHead}>
              <span>{question.text}</span>
              <button
                type="button"
                className={classes.change}
                aria-label={t(
                  isAnswered(question, given) ? 'review.changeThis' : 'review.answerThis',
                  { question: question.text },
                )}
                onClick={() => onChange(index)}
              >
                {t(isAnswered(question, given) ? 'review.change' : 'review.answer')}
              </button>
            </div>
            <p className={classes.reviewAnswer} data-none={!isAnswered(question, given) || undefined}>
              <Answered question={question} given={given} />
            </p>
            {question.kind === 'TEXT' ? (
              <PersonalHints text={given.words[question.id] ?? ''} />
            ) : null}
          </li>
        ))}
      </List>
      {commented ? (
        <Switch
          size="md"
          label={t('comment.reply')}
          description={t('comment.replyNote')}
          checked={given.replies}
          onChange={(event) => onReplies(event.currentTarget.checked)}
        />
      ) : null}
      <WhoWillSee>{t('review.whoSees', { least: scoreGroup })}</WhoWillSee>
      <p className={classes.small}>{t('review.final')}</p>
      <FormError>{error}</FormError>
      <div className={classes.steps}>
        <Button variant="default" size="md" onClick={() => onChange(questions.length - 1)}>
          {t('question.back')}
        </Button>
        <Button size="md" loading={pending} disabled={empty} onClick={onSend}>
          {t('review.send')}
        </Button>
      </div>
    </section>
  );
}
