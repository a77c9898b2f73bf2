import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useSurveyNames } from '../shared/names';
import classes from './report.module.css';
import type { ReportGroup } from './wire';

/** No-break spaces: a list of the browser has no other way to show what lies in what. */
const STEP = '\u00a0\u00a0\u00a0';

interface GroupChoiceProps {
  groups: readonly ReportGroup[];
  /** The key of the group that was asked for. */
  value: string;
}

/** Whom the report is about. Those that are not told of by themselves can be chosen too: it says why. */
export function GroupChoice({ groups, value }: GroupChoiceProps) {
  const { t } = useTranslation('survey_reports');
  const names = useSurveyNames();
  const [search, setSearch] = useSearchParams();
  if (groups.length < 2) return null;

  const nameOf = (one: ReportGroup) => {
    const label = `${STEP.repeat(one.kind === 'SEGMENT' ? one.depth : 0)}${one.label}`;
    return one.shown === 'HIDDEN'
      ? t('group.hidden', { label })
      : one.shown === 'PARTLY'
        ? t('group.partly', { label })
        : label;
  };
  const partName = ([one, other]: string[]) =>
    one === undefined ? t('group.company') : other === undefined ? one : t('pair', { one, other });
  return (
    <>
      <p className={classes.onPaper}>{groups.find((one) => one.key === value)?.label}</p>
      <div data-no-print>
        <NativeSelect
          className={classes.group}
          size="md"
          label={t('group')}
          value={value}
          onChange={(event) => {
            const next = new URLSearchParams(search);
            next.set('group', event.currentTarget.value);
            setSearch(next);
          }}
          data={partsOf(groups).map((part) => ({
            group: partName(part.kinds.map(names.segment)),
            items: part.groups.map((one) => ({ value: one.key, label: nameOf(one) })),
          }))}
        />
      </div>
    </>
  );
}

interface Part {
  kinds: ReportGroup['parts'][number]['kind'][];
  groups: ReportGroup[];
}

/** Groups by the segment they are of, company first. */
export function partsOf(groups: readonly ReportGroup[]): Part[] {
  const parts = new Map<string, Part>();
  for (const one of groups) {
    const kinds = one.parts.map((part) => part.kind);
    const key = kinds.join('+');
    const part = parts.get(key) ?? { kinds, groups: [] };
    part.groups.push(one);
    parts.set(key, part);
  }
  return [...parts.values()];
}
