import { TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './LocalizedField.module.css';

/** A text in the languages of the product. */
export interface Words {
  en: string;
  ru: string;
}

export const NO_WORDS: Words = { en: '', ru: '' };

interface LocalizedFieldProps {
  label: string;
  description?: string;
  value: Words;
  onChange: (value: Words) => void;
  error?: string | undefined;
  /** Above 1 it is a field for a longer text, so many lines high. */
  lines?: number;
  autoFocus?: boolean;
}

/** The same text in both languages; where one is empty, the other is shown instead. */
export function LocalizedField({
  label,
  description,
  value,
  onChange,
  error,
  lines = 1,
  autoFocus = false,
}: LocalizedFieldProps) {
  const { t } = useTranslation('common');
  const fields = (['en', 'ru'] as const).map((language, index) => {
    const props = {
      label: t(`language.${language}`),
      lang: language,
      value: value[language],
      onChange: (event: { currentTarget: { value: string } }) =>
        onChange({ ...value, [language]: event.currentTarget.value }),
      error: index === 0 ? error : undefined,
      ...(autoFocus && index === 0 ? { 'data-autofocus': true } : {}),
    };
    return lines > 1 ? (
      <Textarea key={language} autosize minRows={lines} {...props} />
    ) : (
      <TextInput key={language} {...props} />
    );
  });
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{label}</legend>
      {description ? <p className={classes.hint}>{description}</p> : null}
      <div className={classes.pair}>{fields}</div>
    </fieldset>
  );
}
