import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { RelativeTime, useDates } from '@/ui/dates';
import { PersonName } from '@/ui/PersonLine';
import classes from '../development.module.css';
import { numberText } from '../measure';

export const ChangeLineFragment = graphql(`
  fragment ChangeLine_change on DevelopmentChange {
    at
    subject
    field
    before
    after
    afterSigning
    by {
      id
      ...PersonLine_person
    }
  }
`);

type Change = DocumentType<typeof ChangeLineFragment>;

/** Parts of a plan that have a sentence; the API may come to know more. */
const FIELDS = [
  'title',
  'focus',
  'starts_on',
  'ends_on',
  'extended',
  'mentor',
  'check_in_every',
  'quiet_after',
  'goal_added',
  'goal_removed',
  'goal_title',
  'goal_description',
  'goal_due_on',
  'goal_target',
  'goal_start',
  'goal_unit',
  'goal_direction',
  'goal_measure',
  'goal_kind',
  'goal_visibility',
  'goal_weight',
  'goal_parent',
  'goal_focus',
  'milestone_added',
  'milestone_removed',
  'focus_added',
  'focus_edited',
  'focus_removed',
] as const;
type Field = (typeof FIELDS)[number];

/** Texts so long that both versions stand one under the other. */
const LONG: readonly string[] = ['focus', 'goal_description', 'focus_edited'];

interface ChangeLineProps {
  change: FragmentType<typeof ChangeLineFragment>;
  /** Whether it is said that both had signed already. */
  withSigning?: boolean;
}

/** What somebody changed, from what to what: a target that was moved stays seen. */
export function ChangeLine({ change: masked, withSigning = false }: ChangeLineProps) {
  const change = unmask(ChangeLineFragment, masked);
  const { t } = useTranslation('development');
  const dates = useDates();
  const words = (text: string) => valueText(change.field, text, t, dates);
  const known = FIELDS.find((one): one is Field => one === change.field);
  const before = words(change.before);
  const after = words(change.after);
  const long = LONG.includes(change.field) && (change.before !== '' || change.after !== '');
  return (
    <div className={classes.change}>
      <p>
        {known
          ? t(`change.${known}`, { subject: change.subject, before, after })
          : t('change.other', { subject: change.subject, before, after })}
      </p>
      {long ? (
        <dl className={classes.versions}>
          <div>
            <dt>{t('change.before')}</dt>
            <dd>{change.before || '–'}</dd>
          </div>
          <div>
            <dt>{t('change.after')}</dt>
            <dd>{change.after || '–'}</dd>
          </div>
        </dl>
      ) : null}
      <p className={classes.meta}>
        <PersonName person={change.by} />
        <RelativeTime at={change.at} />
        {withSigning && change.afterSigning ? (
          <span className={classes.after}>{t('change.afterSigning')}</span>
        ) : null}
      </p>
    </div>
  );
}

/** Dates, numbers and choices as one reads them; what people wrote stays as it is. */
function valueText(
  field: Change['field'],
  text: string,
  t: TFunction<'development'>,
  dates: ReturnType<typeof useDates>,
): string {
  if (text === '') return t('change.nothing');
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dates.date(text);
  const code = text.toUpperCase();
  switch (field) {
    case 'goal_measure':
      return isOne(code, ['PERCENT', 'MILESTONES', 'NUMBER', 'YES_NO', 'GOALS']) ? t(`measure.${code}`) : text;
    case 'goal_kind':
      return isOne(code, ['GROWTH', 'RESULT']) ? t(`kind.${code}`) : text;
    case 'goal_direction':
      return isOne(code, ['UP', 'DOWN']) ? t(`direction.${code}`) : text;
    case 'goal_visibility':
      return isOne(code, ['PRIVATE', 'SHARED', 'EVERYONE']) ? t(`visibility.choice.${code}`) : text;
    case 'goal_target':
    case 'goal_start':
    case 'goal_weight':
      return numberText(text, dates.locale);
    case 'check_in_every':
    case 'quiet_after': {
      const count = Number(text);
      return Number.isInteger(count) ? t('days', { count }) : text;
    }
    default:
      return text;
  }
}

function isOne<Code extends string>(code: string, codes: readonly Code[]): code is Code {
  return (codes as readonly string[]).includes(code);
}
