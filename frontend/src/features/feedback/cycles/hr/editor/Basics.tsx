import { NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateField } from '../DateField';
import classes from '../hr.module.css';
import type { CycleFormState } from './useCycleForm';

/** What the cycle is called, what for, and which months it looks back on. */
export function Basics({ editor }: { editor: CycleFormState }) {
  const { t } = useTranslation('cycles');
  const { form, change, fieldError } = editor;
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', form.timeZone]);
  return (
    <div className={classes.fields}>
      <TextInput
        size="md"
        label={t('field.name')}
        required
        value={form.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={fieldError('name')}
      />
      <Textarea
        size="md"
        autosize
        minRows={3}
        label={t('field.description')}
        description={t('field.descriptionNote')}
        value={form.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
        error={fieldError('description')}
      />
      <fieldset className={classes.group}>
        <legend className={classes.legend}>{t('field.period')}</legend>
        <div className={classes.pair}>
          <DateField
            label={t('field.from')}
            value={form.periodFrom}
            onChange={(periodFrom) => change({ periodFrom })}
            error={fieldError('periodFrom')}
          />
          <DateField
            label={t('field.until')}
            value={form.periodUntil}
            onChange={(periodUntil) => change({ periodUntil })}
            error={fieldError('periodUntil')}
          />
        </div>
      </fieldset>
      <NativeSelect
        size="md"
        label={t('field.zone')}
        description={t('field.zoneNote')}
        value={form.timeZone}
        onChange={(event) => change({ timeZone: event.currentTarget.value })}
        error={fieldError('timeZone')}
        data={[...zones].sort()}
      />
    </div>
  );
}
