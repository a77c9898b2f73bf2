import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QuestionKind } from '@/gql/graphql';
import classes from '../hr.module.css';
import { LocalizedField } from './LocalizedField';
import { PointsField } from './PointsField';
import type { Point, Words } from './form';
import { KINDS, MOST_OPTIONS, MOST_POINTS, isChoice, isScaled, scaleOf } from './scales';

/** What a question of a cycle and one of the bank have in common. */
export interface Content {
  kind: QuestionKind;
  texts: Words;
  helps: Words;
  scale: Point[];
  options: Point[];
  competency: string;
}

interface ContentFieldsProps {
  value: Content;
  change: (patch: Partial<Content>) => void;
  fieldError?: (field: string) => string | undefined;
}

const NO_OPTIONS: Point[] = [1, 2].map((value) => ({ value, labels: { en: '', ru: '' } }));

/** The words of a question, how it is answered, and what it is about. */
export function ContentFields({ value, change, fieldError = () => undefined }: ContentFieldsProps) {
  const { t } = useTranslation('cycles');
  const choose = (kind: QuestionKind) =>
    change({
      kind,
      scale: isScaled(kind) ? scaleOf(kind) : [],
      options: isChoice(kind) ? (value.options.length > 0 ? value.options : NO_OPTIONS) : [],
    });
  return (
    <>
      <LocalizedField
        label={t('question.text')}
        description={t('question.textNote')}
        value={value.texts}
        onChange={(texts) => change({ texts })}
        error={fieldError('texts') ?? fieldError('questions')}
        lines={2}
        autoFocus
      />
      <LocalizedField
        label={t('question.help')}
        description={t('question.helpNote')}
        value={value.helps}
        onChange={(helps) => change({ helps })}
        lines={2}
      />
      <div className={classes.pair}>
        <NativeSelect
          size="md"
          label={t('question.kind')}
          value={value.kind}
          onChange={(event) => choose(event.currentTarget.value as QuestionKind)}
          data={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
        <TextInput
          size="md"
          label={t('question.competency')}
          placeholder={t('question.competencyPlaceholder')}
          value={value.competency}
          onChange={(event) => change({ competency: event.currentTarget.value })}
          error={fieldError('competency')}
        />
      </div>
      {isScaled(value.kind) ? (
        <PointsField
          label={t('question.scale')}
          description={t('question.scaleNote')}
          value={value.scale}
          onChange={(scale) => change({ scale })}
          most={MOST_POINTS}
        />
      ) : null}
      {isChoice(value.kind) ? (
        <PointsField
          label={t('question.options')}
          description={t('question.optionsNote')}
          value={value.options}
          onChange={(options) => change({ options })}
          most={MOST_OPTIONS}
        />
      ) : null}
    </>
  );
}
