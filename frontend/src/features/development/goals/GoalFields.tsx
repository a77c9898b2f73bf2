import { NativeSelect, Radio, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GoalKind, GoalMeasure, GoalVisibility } from '@/gql/graphql';
import classes from '../development.module.css';
import { decimalOf, MEASURES } from '../measure';
import { GoalPicker, type PickedGoal } from './GoalPicker';

const KINDS: readonly GoalKind[] = ['GROWTH', 'RESULT'];
const VISIBILITIES: readonly GoalVisibility[] = ['SHARED', 'EVERYONE', 'PRIVATE'];

/** A goal as it stands in the form: numbers are text as it was typed. */
export interface GoalWords {
  title: string;
  description: string;
  dueOn: string;
  kind: GoalKind;
  measure: GoalMeasure;
  numberStart: string;
  numberTarget: string;
  unit: string;
  visibility: GoalVisibility;
  focusAreaId: string;
  parent: PickedGoal | null;
  weight: string;
}

export const NEW_GOAL: GoalWords = {
  title: '',
  description: '',
  dueOn: '',
  kind: 'GROWTH',
  measure: 'PERCENT',
  numberStart: '',
  numberTarget: '',
  unit: '',
  visibility: 'SHARED',
  focusAreaId: '',
  parent: null,
  weight: '1',
};

export const GOAL_FIELDS = [
  'title',
  'description',
  'dueOn',
  'kind',
  'measure',
  'numberStart',
  'numberTarget',
  'unit',
  'visibility',
  'focusAreaId',
  'parentId',
  'weight',
] as const;

/** The parts of a goal as the API takes them. Which way a number goes follows from its ends. */
export function inputOf(words: GoalWords) {
  const counted = words.measure === 'NUMBER';
  const start = counted ? decimalOf(words.numberStart) : null;
  const target = counted ? decimalOf(words.numberTarget) : null;
  return {
    title: words.title,
    description: words.description,
    dueOn: words.dueOn || null,
    kind: words.kind,
    measure: words.measure,
    numberStart: start,
    numberTarget: target,
    unit: counted ? words.unit : '',
    direction:
      start !== null && target !== null
        ? Number(target) < Number(start)
          ? ('DOWN' as const)
          : ('UP' as const)
        : null,
    visibility: words.visibility,
    focusAreaId: words.focusAreaId || null,
    parentId: words.parent?.id ?? null,
    weight: Number(words.weight) || 1,
  };
}

/** Whether it can be sent as far as one can tell here. */
export function isWhole(words: GoalWords): boolean {
  if (words.title.trim() === '') return false;
  if (words.measure !== 'NUMBER') return true;
  return decimalOf(words.numberStart) !== null && decimalOf(words.numberTarget) !== null;
}

interface GoalFieldsProps {
  value: GoalWords;
  change: (patch: Partial<GoalWords>) => void;
  fieldError: (field: string) => string | undefined;
  focusAreas?: readonly { id: string; title: string }[];
  /** The goal itself when it is changed. */
  goalId?: string;
  /** Whether somebody else than its author is whose goal it is: then it cannot be a secret. */
  forReport?: boolean;
}

/** What a goal is made of; what few need stands behind one line. */
export function GoalFields({ value, change, fieldError, goalId, ...props }: GoalFieldsProps) {
  const { focusAreas = [], forReport = false } = props;
  const { t } = useTranslation('development');
  const [more, setMore] = useState(
    value.parent !== null || value.visibility !== 'SHARED' || value.kind !== 'GROWTH',
  );
  const wrong = ['kind', 'visibility', 'parentId', 'weight'].some((field) => fieldError(field));
  const number = (text: string) =>
    text.trim() !== '' && decimalOf(text) === null ? t('checkIn.notNumber') : undefined;
  return (
    <>
      <TextInput
        label={t('goal.title')}
        description={t('goal.titleHint')}
        required
        maxLength={200}
        data-autofocus
        value={value.title}
        error={fieldError('title')}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <Textarea
        label={t('goal.description')}
        description={t('goal.descriptionHint')}
        autosize
        minRows={3}
        maxRows={14}
        value={value.description}
        error={fieldError('description')}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <NativeSelect
          label={t('measure.label')}
          value={value.measure}
          error={fieldError('measure')}
          onChange={(event) => change({ measure: event.currentTarget.value as GoalMeasure })}
          data={MEASURES.map((one) => ({ value: one, label: t(`measure.${one}`) }))}
        />
        <TextInput
          type="date"
          label={t('goal.dueOn')}
          value={value.dueOn}
          error={fieldError('dueOn')}
          onChange={(event) => change({ dueOn: event.currentTarget.value })}
        />
      </div>
      {value.measure === 'NUMBER' ? (
        <div className={classes.triple}>
          <TextInput
            inputMode="decimal"
            required
            label={t('measure.start')}
            value={value.numberStart}
            error={fieldError('numberStart') ?? number(value.numberStart)}
            onChange={(event) => change({ numberStart: event.currentTarget.value })}
          />
          <TextInput
            inputMode="decimal"
            required
            label={t('measure.target')}
            value={value.numberTarget}
            error={fieldError('numberTarget') ?? number(value.numberTarget)}
            onChange={(event) => change({ numberTarget: event.currentTarget.value })}
          />
          <TextInput
            label={t('measure.unit')}
            placeholder={t('measure.unitExample')}
            maxLength={40}
            value={value.unit}
            error={fieldError('unit')}
            onChange={(event) => change({ unit: event.currentTarget.value })}
          />
        </div>
      ) : (
        <p className={classes.hint}>{t(`measure.hint.${value.measure}`)}</p>
      )}
      {focusAreas.length > 0 ? (
        <NativeSelect
          label={t('goal.focusArea')}
          value={value.focusAreaId}
          error={fieldError('focusAreaId')}
          onChange={(event) => change({ focusAreaId: event.currentTarget.value })}
          data={[
            { value: '', label: t('goal.noFocusArea') },
            ...focusAreas.map((one) => ({ value: one.id, label: one.title })),
          ]}
        />
      ) : null}
      <details
        className={classes.more}
        open={more || wrong}
        onToggle={(event) => setMore(event.currentTarget.open)}
      >
        <summary>{t('goal.more')}</summary>
        <div className={classes.moreFields}>
          <Radio.Group
            label={t('kind.label')}
            value={value.kind}
            error={fieldError('kind')}
            onChange={(kind) => change({ kind: kind as GoalKind })}
          >
            <div className={classes.choices}>
              {KINDS.map((kind) => (
                <Radio key={kind} value={kind} label={t(`kind.${kind}`)} description={t(`kind.hint.${kind}`)} />
              ))}
            </div>
          </Radio.Group>
          <Radio.Group
            label={t('visibility.label')}
            value={value.visibility}
            error={fieldError('visibility')}
            onChange={(visibility) => change({ visibility: visibility as GoalVisibility })}
          >
            <div className={classes.choiceList}>
              {VISIBILITIES.filter((one) => one !== 'PRIVATE' || !forReport).map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={t(`visibility.choice.${one}`)}
                  description={t(`visibility.hint.${one}`)}
                />
              ))}
            </div>
          </Radio.Group>
          <GoalPicker
            label={t('parent.label')}
            description={t('parent.hint')}
            error={fieldError('parentId')}
            value={value.parent}
            except={goalId}
            onChange={(parent) => change({ parent })}
          />
          {value.parent ? (
            <TextInput
              className={classes.number ?? ''}
              type="number"
              inputMode="numeric"
              min={1}
              max={100}
              label={t('weight.label')}
              description={t('weight.hint')}
              value={value.weight}
              error={fieldError('weight')}
              onChange={(event) => change({ weight: event.currentTarget.value })}
            />
          ) : null}
        </div>
      </details>
    </>
  );
}
