import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import type { CycleQuestion } from './QuestionsOfCycle';
import { LocalizedField } from './editor/LocalizedField';
import classes from './hr.module.css';
import { useRewordCycleQuestion } from './useQuestions';

/** Other words for the same question; everybody who may read it sees the former ones. */
export default function RewordDialog({
  question,
  onClose,
}: {
  question: CycleQuestion;
  onClose: () => void;
}) {
  const { t } = useTranslation(['cycles', 'common']);
  const reword = useRewordCycleQuestion();
  const draft = useDraft(`cycles.reword:${question.id}:${question.version}`, {
    texts: { en: question.texts.en, ru: question.texts.ru },
    helps: { en: question.helps.en, ru: question.helps.ru },
  });
  const { texts, helps } = draft.value;
  const wordless = !texts.en.trim() && !texts.ru.trim();

  const send = async () => {
    if (wordless) return;
    const outcome = await reword.run({
      input: { questionId: question.id, version: question.version, texts, helps },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('reword.done'));
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('reword.title')} size="lg">
      <Form onSubmit={() => void send()}>
        <p className={classes.hint}>{t('reword.note')}</p>
        <LocalizedField
          label={t('question.text')}
          value={texts}
          onChange={(next) => draft.change({ texts: next })}
          error={reword.fieldError('texts')}
          lines={2}
          autoFocus
        />
        <LocalizedField
          label={t('question.help')}
          value={helps}
          onChange={(next) => draft.change({ helps: next })}
          error={reword.fieldError('helps')}
          lines={2}
        />
        <FormError>{reword.error('texts', 'helps')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={reword.pending} disabled={wordless || !draft.dirty}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
