import { ActionIcon, Button, Switch } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { Suspense, lazy, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import { List } from '@/ui/List';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useSurveyNames } from '../../shared/names';
import classes from '../surveys.module.css';
import type { BankChoice } from './BankPickerDialog';
import { type QuestionForm, moved, withQuestions } from './form';
import type { SurveyFormState } from './useSurveyForm';

const BankPickerDialog = lazy(() => import('./BankPickerDialog'));

/** What is asked, in order; the words come from the bank and are the survey's own from then on. */
export function Questions({ editor }: { editor: SurveyFormState }) {
  const { t } = useTranslation(['surveys', 'common']);
  const { locale } = useDates();
  const names = useSurveyNames();
  const { form, change, fieldError } = editor;
  const { questions } = form;
  const [picking, setPicking] = useState(false);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const follow = useRef<{ key: string; way: 'up' | 'down' } | null>(null);
  const inTurn = form.waveQuestions !== null && form.rhythm !== 'ONCE';

  // The button that moved a question goes with it, also by the keyboard.
  useLayoutEffect(() => {
    if (!follow.current) return;
    const { key, way } = follow.current;
    follow.current = null;
    const line = [...(list.current?.querySelectorAll<HTMLElement>('[data-question]') ?? [])].find(
      (one) => one.dataset['question'] === key,
    );
    const wanted = line?.querySelector<HTMLButtonElement>(`[data-way="${way}"]`);
    (wanted?.disabled ? line?.querySelector<HTMLButtonElement>('[data-way]:enabled') : wanted)?.focus();
  }, [questions]);

  const textOf = ({ texts }: QuestionForm) =>
    (locale === 'ru' ? texts.ru : texts.en) || texts.en || texts.ru;
  const shift = (index: number, by: -1 | 1) => {
    const to = index + by;
    const question = questions[index];
    if (!question || to < 0 || to >= questions.length) return;
    follow.current = { key: question.key, way: by < 0 ? 'up' : 'down' };
    change({ questions: moved(questions, index, to) });
    setSaid(t('questions.movedTo', { position: to + 1, all: questions.length }));
  };
  const put = (key: string, patch: Partial<QuestionForm>) =>
    change({ questions: questions.map((one) => (one.key === key ? { ...one, ...patch } : one)) });
  const remove = (question: QuestionForm) => {
    const before = questions;
    change({ questions: questions.filter((one) => one !== question) });
    toast(t('questions.removed'), {
      label: t('common:action.undo'),
      run: () => change({ questions: before }),
    });
  };
  const take = (picked: BankChoice[]) => {
    setPicking(false);
    const added = picked.map((one) => ({
      key: crypto.randomUUID(),
      questionId: null,
      itemId: one.id,
      fromItem: one.id,
      kind: one.kind,
      texts: { en: one.texts.en, ru: one.texts.ru },
      driver: one.outcome ? '' : (one.driver?.name ?? ''),
      outcome: one.outcome,
    }));
    change(withQuestions(form, added));
    toast(t('questions.added', { count: added.length }));
  };

  return (
    <div className={classes.stack} ref={list}>
      <div className={classes.buttons}>
        <Button
          leftSection={<IconPlus size={18} aria-hidden="true" />}
          variant={questions.length === 0 ? 'filled' : 'default'}
          onClick={() => setPicking(true)}
        >
          {t('picker.title')}
        </Button>
        {questions.length > 0 ? (
          <span className={classes.note}>{t('questions.count', { count: questions.length })}</span>
        ) : null}
      </div>
      {fieldError('questions') ? (
        <p role="alert" className={classes.conflict}>
          {fieldError('questions')}
        </p>
      ) : null}
      {questions.length === 0 ? (
        <EmptyState title={t('questions.none')} example={t('questions.noneExample')} />
      ) : (
        <List label={t('part.questions')}>
          {questions.map((question, index) => {
            const scale = question.kind.startsWith('SCALE') || question.kind === 'YES_NO';
            return (
              <li
                key={question.key}
                className={classes.question}
                data-question={question.key}
                onKeyDown={(event) => {
                  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
                  if (!event.altKey || !by) return;
                  event.preventDefault();
                  shift(index, by);
                }}
              >
                <span className={classes.number}>{index + 1}</span>
                <span className={classes.grow}>
                  <span className={classes.name}>{textOf(question)}</span>
                  <span className={classes.note}>
                    {[
                      names.questionKind(question.kind),
                      question.driver,
                      question.texts.en && question.texts.ru ? '' : t('questions.oneLanguage'),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                  <span className={classes.switches}>
                    {scale ? (
                      <Switch
                        label={t('questions.isOutcome')}
                        aria-label={t('questions.isOutcomeNumber', { number: index + 1 })}
                        checked={question.outcome}
                        onChange={(event) => put(question.key, { outcome: event.currentTarget.checked })}
                      />
                    ) : null}
                    {inTurn ? (
                      <Switch
                        label={t('questions.always')}
                        aria-label={t('questions.alwaysNumber', { number: index + 1 })}
                        checked={question.always}
                        onChange={(event) => put(question.key, { always: event.currentTarget.checked })}
                      />
                    ) : null}
                  </span>
                </span>
                <span className={classes.buttons}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={40}
                    data-way="up"
                    disabled={index === 0}
                    aria-label={t('questions.up', { number: index + 1 })}
                    aria-keyshortcuts="Alt+ArrowUp"
                    onClick={() => shift(index, -1)}
                  >
                    <IconChevronUp size={20} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={40}
                    data-way="down"
                    disabled={index === questions.length - 1}
                    aria-label={t('questions.down', { number: index + 1 })}
                    aria-keyshortcuts="Alt+ArrowDown"
                    onClick={() => shift(index, 1)}
                  >
                    <IconChevronDown size={20} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={40}
                    aria-label={t('questions.remove', { number: index + 1 })}
                    onClick={() => remove(question)}
                  >
                    <IconTrash size={18} />
                  </ActionIcon>
                </span>
              </li>
            );
          })}
        </List>
      )}
      <p className={classes.hint}>
        {t('questions.bankNote')} <Link to={paths.surveyBank}>{t('questions.toBank')}</Link>
      </p>
      <p className={classes.hidden} role="status">
        {said}
      </p>
      <Suspense fallback={null}>
        {picking ? (
          <BankPickerDialog
            taken={questions.flatMap((one) => one.fromItem ?? [])}
            onPick={take}
            onClose={() => setPicking(false)}
          />
        ) : null}
      </Suspense>
    </div>
  );
}
