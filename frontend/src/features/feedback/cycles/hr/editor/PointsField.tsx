import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../hr.module.css';
import type { Point } from './form';
import { FEWEST } from './scales';

interface PointsFieldProps {
  label: string;
  description: string;
  value: readonly Point[];
  onChange: (points: Point[]) => void;
  most: number;
}

/** The values of a scale, or the options of a choice, numbered from 1, each in both languages. */
export function PointsField({ label, description, value, onChange, most }: PointsFieldProps) {
  const { t } = useTranslation('cycles');
  const numbered = (points: Point[]) => points.map((point, index) => ({ ...point, value: index + 1 }));
  const word = (index: number, language: 'en' | 'ru', text: string) =>
    onChange(
      value.map((point, at) =>
        at === index ? { ...point, labels: { ...point.labels, [language]: text } } : point,
      ),
    );
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{label}</legend>
      <p className={classes.hint}>{description}</p>
      <ol className={classes.points}>
        {value.map((point, index) => (
          <li key={point.value} className={classes.point}>
            <span className={classes.number}>{point.value}</span>
            <TextInput
              size="md"
              lang="en"
              aria-label={t('points.en', { number: point.value })}
              placeholder="English"
              value={point.labels.en}
              onChange={(event) => word(index, 'en', event.currentTarget.value)}
            />
            <TextInput
              size="md"
              lang="ru"
              aria-label={t('points.ru', { number: point.value })}
              placeholder="Русский"
              value={point.labels.ru}
              onChange={(event) => word(index, 'ru', event.currentTarget.value)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={44}
              disabled={value.length <= FEWEST}
              aria-label={t('points.remove', { number: point.value })}
              onClick={() => onChange(numbered(value.filter((_, at) => at !== index)))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </li>
        ))}
      </ol>
      {value.length < most ? (
        <Button
          variant="subtle"
          size="compact-md"
          className={classes.flush ?? ''}
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => onChange(numbered([...value, { value: 0, labels: { en: '', ru: '' } }]))}
        >
          {t('points.add')}
        </Button>
      ) : null}
    </fieldset>
  );
}
