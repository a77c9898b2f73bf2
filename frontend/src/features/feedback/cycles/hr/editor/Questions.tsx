import { ActionIcon, Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { List } from '@/ui/List';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useDates } from '@/ui/dates';
import { PerspectiveName } from '../../parts/PerspectiveName';
import { useCompetency } from '../../parts/useCompetency';
import classes from '../hr.module.css';
import type { BankChoice } from './BankPickerDialog';
import { type QuestionForm, moved } from './form';
import { scaleOf } from './scales';
import type { CycleFormState } from './useCycleForm';

const QuestionDialog = lazy(() => import('./QuestionDialog'));
const BankPickerDialog = lazy(() => import('./BankPickerDialog'));

const NO_WORDS = { en: '', ru: '' };

/** The questions in their order; by the arrows or Alt with an arrow key they change places. */
export function Questions({ editor, cycleId }: { editor: CycleFormState; cycleId: string }) {
  const { t } = useTranslation(['cycles', 'common']);
  const competency = useCompetency();
  const { locale } = useDates();
  const { form, change, fieldError } = editor;
  const { questions } = form;
  const kinds = form.perspectives.map((one) => one.kind);
  const [open, setOpen] = useState<QuestionForm | 'bank' | null>(null);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const follow = useRef<{ key: string; way: string } | null>(null);

  // The focus goes with the question; at the end of the list to the button that still leads away.
  useEffect(() => {
    if (!follow.current) return;
    const { key, way } = follow.current;
    follow.current = null;
    const line = [...(list.current?.querySelectorAll<HTMLElement>('[data-question]') ?? [])].find(
      (one) => one.dataset['question'] === key,
    );
    const wanted = line?.querySelector<HTMLButtonElement>(`[data-way="${way}"]`);
    (wanted?.disabled ? line?.querySelector<HTMLButtonElement>('[data-way]:enabled') : wanted)?.focus();
  }, [questions]);

  const textOf = (question: QuestionForm) =>
    (locale === 'ru' ? question.texts.ru : question.texts.en) ||
    question.texts.en ||
    question.texts.ru;

  const shift = (index: number, by: -1 | 1) => {
    const to = index + by;
    const question = questions[index];
    if (!question || to < 0 || to >= questions.length) return;
    follow.current = { key: question.key, way: by < 0 ? 'up' : 'down' };
    change({ questions: moved(questions, index, to) });
    setSaid(t('question.movedTo', { position: to + 1, count: questions.length }));
  };
  const put = (question: QuestionForm) => {
    setOpen(null);
    change({
      questions: questions.some((one) => one.key === question.key)
        ? questions.map((one) => (one.key === question.key ? question : one))
        : [...questions, question],
    });
  };
  const remove = (question: QuestionForm) => {
    const before = questions;
    change({ questions: questions.filter((one) => one !== question) });
    toast(t('question.removed'), {
      label: t('common:action.undo'),
      run: () => change({ questions: before }),
    });
  };
  const begin = () =>
    setOpen({
      key: crypto.randomUUID(),
      id: null,
      kind: 'RATING',
      texts: NO_WORDS,
      helps: NO_WORDS,
      scale: scaleOf('RATING'),
      options: [],
      competency: '',
      required: true,
      weight: 1,
      perspectives: kinds,
      licence: '',
      source: '',
      bankQuestionId: null,
    });
  const take = (picked: BankChoice[]) => {
    setOpen(null);
    const added = picked.map((one) => ({
      key: crypto.randomUUID(),
      id: null,
      kind: one.kind,
      texts: { en: one.texts.en, ru: one.texts.ru },
      helps: { en: one.helps.en, ru: one.helps.ru },
      scale: one.scale.map(({ value, labels: { en, ru } }) => ({ value, labels: { en, ru } })),
      options: one.options.map(({ value, labels: { en, ru } }) => ({ value, labels: { en, ru } })),
      competency: one.competency,
      required: true,
      weight: 1,
      perspectives: kinds,
      licence: one.licence,
      source: one.source,
      bankQuestionId: one.id,
    }));
    change({ questions: [...questions, ...added] });
    toast(t('bank.added', { count: added.length }));
  };

  return (
    <div className={classes.stack} ref={list}>
      <div className={classes.buttons}>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden="true" />}
          onClick={() => setOpen('bank')}
        >
          {t('bank.pick')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden="true" />}
          onClick={begin}
        >
          {t('question.new')}
        </Button>
        {questions.length > 0 ? (
          <span className={classes.note}>{t('templates.questions', { count: questions.length })}</span>
        ) : null}
      </div>
      {fieldError('questions') ? (
        <p role="alert" className={classes.conflict}>
          {fieldError('questions')}
        </p>
      ) : null}
      {questions.length === 0 ? (
        <EmptyState title={t('question.none')} example={t('question.noneExample')} />
      ) : (
        <List label={t('part.questions')}>
          {questions.map((question, index) => (
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
                    t(`kind.${question.kind}`),
                    competency(question.competency),
                    question.required ? '' : t('question.optional'),
                    question.texts.en && question.texts.ru ? '' : t('question.oneLanguage'),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <span className={classes.chips}>
                  {question.perspectives.map((kind) => (
                    <span key={kind} className={classes.chip}>
                      <PerspectiveName of={kind} />
                    </span>
                  ))}
                  {question.perspectives.length === 0 ? (
                    <span className={classes.moved}>{t('question.nobodyAsked')}</span>
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
                  aria-label={t('question.up', { number: index + 1 })}
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
                  aria-label={t('question.down', { number: index + 1 })}
                  aria-keyshortcuts="Alt+ArrowDown"
                  onClick={() => shift(index, 1)}
                >
                  <IconChevronDown size={20} />
                </ActionIcon>
                <Button
                  variant="subtle"
                  aria-label={t('question.editNumber', { number: index + 1 })}
                  onClick={() => setOpen(question)}
                >
                  {t('common:action.edit')}
                </Button>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={40}
                  aria-label={t('question.remove', { number: index + 1 })}
                  onClick={() => remove(question)}
                >
                  <IconTrash size={18} />
                </ActionIcon>
              </span>
            </li>
          ))}
        </List>
      )}
      <p className={classes.hidden} role="status">
        {said}
      </p>
      <Suspense fallback={null}>
        {open === 'bank' ? (
          <BankPickerDialog onPick={take} onClose={() => setOpen(null)} />
        ) : open ? (
          <QuestionDialog
            draftKey={
              questions.some((one) => one.key === open.key)
                ? `cycles.question:${open.key}`
                : `cycles.question:new:${cycleId}`
            }
            question={open}
            isNew={!questions.some((one) => one.key === open.key)}
            perspectives={kinds}
            onDone={put}
            onClose={() => setOpen(null)}
          />
        ) : null}
      </Suspense>
    </div>
  );
}
