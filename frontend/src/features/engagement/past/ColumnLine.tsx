import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type {
  PastColumnInput,
  PastColumnUse,
  SegmentKind,
  SurveyQuestionKind,
} from '@/gql/graphql';
import classes from './past.module.css';

export interface Chosen {
  name: string;
  use: PastColumnUse;
  kind: SurveyQuestionKind | null;
  segment: SegmentKind | null;
  values: number;
  examples: readonly string[];
  lowest: number | null;
  highest: number | null;
  note: string | null;
  /** The question's words, the same in all languages of the company. */
  text: string;
  reversed: boolean;
  /** A driver's id, or `new:` and the name of one to be made; empty for none. */
  driver: string;
}

interface Driver {
  id: string;
  name: string;
}

const USES = ['QUESTION', 'OUTCOME', 'SEGMENT', 'LEAVE_OUT'] as const satisfies PastColumnUse[];
const KINDS = [
  'SCALE_5',
  'SCALE_7',
  'SCALE_11',
  'SCALE',
  'YES_NO',
  'SINGLE_CHOICE',
  'TEXT',
] as const satisfies SurveyQuestionKind[];
const SEGMENTS = [
  'DEPARTMENT',
  'LOCATION',
  'TENURE',
  'LEVEL',
  'MANAGING',
] as const satisfies SegmentKind[];
const NEW = 'new:';
const NUMBERED = /^(?<stem>.*[^\d\s_.-])[\s_.-]*\d+$/u;

/** What columns seem to have in common: "Trust1" and "Trust2" are asked about one driver, "Trust". */
export function driversOf(columns: readonly { name: string; use: PastColumnUse }[]): string[] {
  const stems = columns.map(
    (one) => (one.use === 'QUESTION' ? NUMBERED.exec(one.name)?.groups?.stem : undefined) ?? '',
  );
  return stems.map((stem) =>
    stem !== '' && stems.filter((other) => other === stem).length > 1 ? NEW + stem : '',
  );
}

/** Names of the drivers that are to be made, each once. */
export function addedBy(columns: readonly Chosen[]): string[] {
  const names = columns.flatMap((one) =>
    one.use === 'QUESTION' && one.driver.startsWith(NEW) ? [one.driver.slice(NEW.length)] : [],
  );
  return [...new Set(names)].filter((name) => name.trim() !== '');
}

/** A column as the API takes it: only what concerns its use. */
export function inputOf(column: Chosen, drivers: readonly Driver[]): PastColumnInput {
  const asked = column.use === 'QUESTION' || column.use === 'OUTCOME';
  const own = drivers.find((driver) => driver.id === column.driver);
  return {
    name: column.name,
    use: column.use,
    kind: asked ? column.kind : null,
    segment: column.use === 'SEGMENT' ? column.segment : null,
    driverId: column.use === 'QUESTION' && own ? own.id : null,
    driverName:
      column.use === 'QUESTION' && column.driver.startsWith(NEW)
        ? column.driver.slice(NEW.length)
        : '',
    text: asked ? column.text : '',
    reversed: asked && column.reversed,
    lowest: asked && column.kind === 'SCALE' ? column.lowest : null,
    highest: asked && column.kind === 'SCALE' ? column.highest : null,
  };
}

interface ColumnLineProps {
  column: Chosen;
  drivers: readonly Driver[];
  /** Names of drivers that other columns are the first to have. */
  added: readonly string[];
  onChange: (part: Partial<Chosen>) => void;
}

/** One column of the file: what it is, and what goes with that. */
export function ColumnLine({ column, drivers, added, onChange }: ColumnLineProps) {
  const { t } = useTranslation('past_surveys');
  const asked = column.use === 'QUESTION' || column.use === 'OUTCOME';
  const isNew = column.driver.startsWith(NEW);
  return (
    <li className={classes.column}>
      <div className={classes.name}>
        <strong>{column.name}</strong>
        <span className={classes.quiet}>
          {t('seen', { count: column.values, examples: column.examples.join(', ') })}
        </span>
        {column.note ? <span className={classes.note}>{column.note}</span> : null}
      </div>
      <div className={classes.choices} role="group" aria-label={column.name}>
        <NativeSelect
          label={t('use')}
          aria-label={t('useOf', { column: column.name })}
          value={column.use}
          onChange={(event) => onChange({ use: event.currentTarget.value as PastColumnUse })}
          data={USES.map((one) => ({ value: one, label: t(`use.${one}`) }))}
        />
        {asked ? (
          <NativeSelect
            label={t('kind')}
            value={column.kind ?? 'SCALE'}
            onChange={(event) => onChange({ kind: event.currentTarget.value as SurveyQuestionKind })}
            data={KINDS.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
          />
        ) : null}
        {asked && column.kind === 'SCALE' ? (
          <>
            <NumberInput
              label={t('lowest')}
              value={column.lowest ?? ''}
              allowDecimal={false}
              onChange={(value) => onChange({ lowest: typeof value === 'number' ? value : null })}
            />
            <NumberInput
              label={t('highest')}
              value={column.highest ?? ''}
              allowDecimal={false}
              onChange={(value) => onChange({ highest: typeof value === 'number' ? value : null })}
            />
          </>
        ) : null}
        {column.use === 'SEGMENT' ? (
          <NativeSelect
            label={t('segment')}
            value={column.segment ?? 'DEPARTMENT'}
            onChange={(event) => onChange({ segment: event.currentTarget.value as SegmentKind })}
            data={SEGMENTS.map((one) => ({ value: one, label: t(`segment.${one}`) }))}
          />
        ) : null}
        {column.use === 'QUESTION' && column.kind !== 'TEXT' ? (
          <NativeSelect
            label={t('driver')}
            value={column.driver.trim() === NEW ? NEW : column.driver}
            onChange={(event) => onChange({ driver: event.currentTarget.value })}
            data={[
              { value: '', label: t('driverNone') },
              ...drivers.map((driver) => ({ value: driver.id, label: driver.name })),
              ...added.map((name) => ({ value: NEW + name, label: name })),
              { value: NEW, label: t('driverNew') },
            ]}
          />
        ) : null}
        {column.use === 'QUESTION' && isNew ? (
          <TextInput
            label={t('driverName')}
            value={column.driver.slice(NEW.length)}
            onChange={(event) => onChange({ driver: NEW + event.currentTarget.value })}
          />
        ) : null}
        {asked ? (
          <TextInput
            className={classes.wide}
            label={t('text')}
            value={column.text}
            onChange={(event) => onChange({ text: event.currentTarget.value })}
          />
        ) : null}
        {asked && column.kind !== 'TEXT' && column.kind !== 'SINGLE_CHOICE' ? (
          <Checkbox
            className={classes.wide}
            size="md"
            label={t('reversed')}
            checked={column.reversed}
            onChange={(event) => onChange({ reversed: event.currentTarget.checked })}
          />
        ) : null}
      </div>
    </li>
  );
}
