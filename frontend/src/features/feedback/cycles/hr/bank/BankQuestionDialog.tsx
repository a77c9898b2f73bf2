import { Button, Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { type Content, ContentFields } from '../editor/ContentFields';
import { scaleOf } from '../editor/scales';
import classes from '../hr.module.css';
import { useSaveBankQuestion } from '../useQuestions';
import type { BankQuestion } from './QuestionBank';

interface Fields extends Content {
  forAsking: boolean;
  forCycles: boolean;
  licence: string;
  source: string;
}

const NO_WORDS = { en: '', ru: '' };

/** A question of the bank, new or changed; cycles that asked it before keep their wording. */
export default function BankQuestionDialog({
  question,
  onClose,
}: {
  question: BankQuestion | null;
  onClose: () => void;
}) {
  const { t } = useTranslation(['cycles', 'common']);
  const save = useSaveBankQuestion();
  const draft = useDraft<Fields>(`cycles.bank:${question?.id ?? 'new'}:${question?.version ?? 0}`, {
    kind: question?.kind ?? 'RATING',
    texts: question ? { en: question.texts.en, ru: question.texts.ru } : NO_WORDS,
    helps: question ? { en: question.helps.en, ru: question.helps.ru } : NO_WORDS,
    scale: question
      ? question.scale.map(({ value, labels: { en, ru } }) => ({ value, labels: { en, ru } }))
      : scaleOf('RATING'),
    options: (question?.options ?? []).map(({ value, labels: { en, ru } }) => ({
      value,
      labels: { en, ru },
    })),
    competency: question?.competency ?? '',
    forAsking: question?.forAsking ?? false,
    forCycles: question?.forCycles ?? true,
    licence: question?.licence ?? '',
    source: question?.source ?? '',
  });
  const { value, change } = draft;
  const wordless = !value.texts.en.trim() && !value.texts.ru.trim();

  const send = async () => {
    if (wordless) return;
    const outcome = await save.run({
      input: {
        id: question?.id ?? null,
        version: question?.version ?? 0,
        kind: value.kind,
        texts: value.texts,
        help: value.helps,
        scale: value.scale,
        options: value.options,
        competency: value.competency.trim(),
        forAsking: value.forAsking,
        forCycles: value.forCycles,
        licence: value.licence.trim(),
        source: value.source.trim(),
      },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('bank.saved'));
    onClose();
  };

  return (
    <Dialog
      opened
      onClose={onClose}
      title={t(question ? 'question.edit' : 'question.new')}
      size="lg"
    >
      <Form onSubmit={() => void send()}>
        {question ? <p className={classes.hint}>{t('bank.editNote')}</p> : null}
        <ContentFields value={value} change={change} fieldError={save.fieldError} />
        <fieldset className={classes.group}>
          <legend className={classes.legend}>{t('bank.suits')}</legend>
          <div className={classes.checks}>
            <Checkbox
              size="md"
              label={t('bank.forCycles')}
              checked={value.forCycles}
              onChange={(event) => change({ forCycles: event.currentTarget.checked })}
            />
            <Checkbox
              size="md"
              label={t('bank.forAsking')}
              checked={value.forAsking}
              onChange={(event) => change({ forAsking: event.currentTarget.checked })}
            />
          </div>
        </fieldset>
        <div className={classes.pair}>
          <TextInput
            size="md"
            label={t('question.licence')}
            description={t('question.licenceNote')}
            value={value.licence}
            onChange={(event) => change({ licence: event.currentTarget.value })}
            error={save.fieldError('licence')}
          />
          <TextInput
            size="md"
            label={t('bank.source')}
            description={t('bank.sourceNote')}
            value={value.source}
            onChange={(event) => change({ source: event.currentTarget.value })}
            error={save.fieldError('source')}
          />
        </div>
        <FormError>{save.error('texts', 'competency', 'licence', 'source')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending} disabled={wordless}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
