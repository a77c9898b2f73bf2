import { Button, Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Perspective } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { NumberField } from '../NumberField';
import classes from '../hr.module.css';
import { ContentFields } from './ContentFields';
import type { QuestionForm } from './form';

interface QuestionDialogProps {
  /** Under which what is typed is kept until it is put into the cycle. */
  draftKey: string;
  question: QuestionForm;
  isNew: boolean;
  perspectives: readonly Perspective[];
  onDone: (question: QuestionForm) => void;
  onClose: () => void;
}

/** One question of a draft: its words, who is asked it, and how much it weighs. */
export default function QuestionDialog({
  draftKey,
  question,
  isNew,
  perspectives,
  onDone,
  onClose,
}: QuestionDialogProps) {
  const { t } = useTranslation(['cycles', 'common']);
  const draft = useDraft<QuestionForm>(draftKey, question);
  const { value, change } = draft;
  const wordless = !value.texts.en.trim() && !value.texts.ru.trim();
  const nobody = value.perspectives.length === 0;

  const done = () => {
    if (wordless || nobody) return;
    draft.clear();
    onDone(value);
  };

  return (
    <Dialog opened onClose={onClose} title={t(isNew ? 'question.new' : 'question.edit')} size="lg">
      <Form onSubmit={done}>
        <ContentFields value={value} change={change} />
        <fieldset className={classes.group}>
          <legend className={classes.legend}>{t('question.asked')}</legend>
          <div className={classes.checks}>
            {perspectives.map((kind) => (
              <Checkbox
                key={kind}
                size="md"
                label={t(`perspective.${kind}`)}
                checked={value.perspectives.includes(kind)}
                onChange={(event) =>
                  change({
                    perspectives: event.currentTarget.checked
                      ? perspectives.filter((one) => one === kind || value.perspectives.includes(one))
                      : value.perspectives.filter((one) => one !== kind),
                  })
                }
              />
            ))}
          </div>
        </fieldset>
        <Checkbox
          size="md"
          label={t('question.required')}
          description={t('question.requiredNote')}
          checked={value.required}
          onChange={(event) => change({ required: event.currentTarget.checked })}
        />
        <div className={classes.pair}>
          <NumberField
            label={t('question.weight')}
            description={t('question.weightNote')}
            value={value.weight}
            min={0}
            max={20}
            onChange={(weight) => change({ weight })}
          />
          <TextInput
            size="md"
            label={t('question.licence')}
            description={t('question.licenceNote')}
            value={value.licence}
            onChange={(event) => change({ licence: event.currentTarget.value })}
          />
        </div>
        <FormError>{nobody ? t('question.nobodyAsked') : undefined}</FormError>
        <FormActions>
          <Button
            variant="default"
            onClick={() => {
              draft.clear();
              onClose();
            }}
          >
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" disabled={wordless || nobody}>
            {t(isNew ? 'question.add' : 'question.keep')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
