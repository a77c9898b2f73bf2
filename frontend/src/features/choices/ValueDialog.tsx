import { Button, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';
import { ValueChip, ValueIcon, valueColors } from '@/ui/ValueMark';
import { VALUE_COLORS, VALUE_ICONS } from '@/ui/valueIcons';
import { useSaveValue } from './useValues';
import classes from './values.module.css';

export interface EditedValue {
  id: string;
  name: string;
  description: string;
  color: string;
  icon: string;
  version: number;
}

interface ValueDialogProps {
  /** The value to change; null for a new one. */
  value: EditedValue | null;
  onClose: () => void;
}

const FIELDS = ['name', 'description', 'color', 'icon'] as const;
const NEW = { name: '', description: '', color: 'teal', icon: 'star' };

/** A company value: what it is called, what is meant by it, its colour and its sign. */
export default function ValueDialog({ value, onClose }: ValueDialogProps) {
  const { t } = useTranslation(['values', 'common']);
  const begin = value
    ? { name: value.name, description: value.description, color: value.color, icon: value.icon }
    : NEW;
  const draft = useDraft(`values:${value ? `${value.id}@${value.version}` : 'new'}`, begin);
  const save = useSaveValue();
  const { name, description, color, icon } = draft.value;

  async function run() {
    const outcome = await save.run({
      input: {
        valueId: value?.id ?? null,
        version: value?.version ?? null,
        name,
        description,
        color,
        icon,
      },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('saved'));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t(value ? 'edit.title' : 'new.title')}>
      <Form onSubmit={() => void run()}>
        <p className={classes.preview} aria-hidden="true">
          <ValueChip plain value={{ id: '', name: name || t('name'), color, icon }} />
        </p>
        <TextInput
          label={t('name')}
          description={t('nameHint')}
          maxLength={120}
          required
          data-autofocus
          value={name}
          error={save.fieldError('name')}
          onChange={(event) => draft.change({ name: event.currentTarget.value })}
        />
        <Textarea
          label={t('description')}
          description={t('descriptionHint')}
          autosize
          minRows={2}
          value={description}
          error={save.fieldError('description')}
          onChange={(event) => draft.change({ description: event.currentTarget.value })}
        />
        <fieldset className={classes.choices}>
          <legend>{t('color')}</legend>
          {VALUE_COLORS.map((one) => (
            <label key={one} className={classes.choice}>
              <input
                type="radio"
                name="color"
                value={one}
                checked={color === one}
                onChange={() => draft.change({ color: one })}
              />
              <span className={`${valueColors} ${classes.swatch}`} data-color={one} title={t(`color.${one}`)} />
              <span className={classes.hidden}>{t(`color.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <fieldset className={classes.choices}>
          <legend>{t('icon')}</legend>
          {(Object.keys(VALUE_ICONS) as (keyof typeof VALUE_ICONS)[]).map((one) => (
            <label key={one} className={classes.choice}>
              <input
                type="radio"
                name="icon"
                value={one}
                checked={icon === one}
                onChange={() => draft.change({ icon: one })}
              />
              <span className={classes.sign} title={t(`icon.${one}`)}>
                <ValueIcon icon={one} size={20} />
              </span>
              <span className={classes.hidden}>{t(`icon.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <FormError>{save.error(...FIELDS)}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
