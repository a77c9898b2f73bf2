import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { numberText } from '../measure';
import { useGoalReaders } from '../readers';
import { Restored } from '../Restored';
import { Theirs, joined } from '../Theirs';
import { useEditGoal } from '../useGoals';
import { GOAL_FIELDS, GoalFields, type GoalWords, inputOf, isWhole } from './GoalFields';

export const EditGoalDialogFragment = graphql(`
  fragment EditGoalDialog_goal on Goal {
    id
    title
    description
    dueOn
    kind
    measure
    numberStart
    numberTarget
    unit
    visibility
    weight
    version
    person {
      id
    }
    author {
      id
    }
    focusArea {
      id
    }
    parent {
      id
      title
    }
    hasParent
  }
`);

interface EditGoalDialogProps {
  goal: FragmentType<typeof EditGoalDialogFragment>;
  focusAreas?: readonly { id: string; title: string }[];
  /** Who reads what is shared, as words. */
  readers: string;
  /** What a change means where others have agreed. */
  note?: ReactNode;
  onClose: () => void;
}

/** A goal in other words. If somebody else changed it meanwhile, both versions are shown. */
export default function EditGoalDialog(props: EditGoalDialogProps) {
  const { focusAreas = [], readers, note, onClose } = props;
  const goal = unmask(EditGoalDialogFragment, props.goal);
  const { t } = useTranslation(['development', 'common']);
  const { locale } = useDates();
  const edit = useEditGoal();
  const theirs = useTheirs(focusAreas);
  const typed = (decimal: string | null) => (decimal === null ? '' : plain(decimal, locale));
  const now: GoalWords = {
    title: goal.title,
    description: goal.description,
    dueOn: goal.dueOn ?? '',
    kind: goal.kind,
    measure: goal.measure,
    numberStart: typed(goal.numberStart),
    numberTarget: typed(goal.numberTarget),
    unit: goal.unit,
    visibility: goal.visibility,
    focusAreaId: goal.focusArea?.id ?? '',
    parent: goal.parent ? { id: goal.parent.id, title: goal.parent.title } : null,
    weight: String(goal.weight),
  };
  // `base` and `version` stay what was read when the writing began.
  const { value, change, clear, restored } = useDraft(`development.changeGoal:${goal.id}`, {
    ...now,
    base: now,
    version: goal.version,
  });
  const whoSees = useGoalReaders(readers, value.visibility);
  const changed = edit.refusal?.code === 'STALE_VERSION';

  async function send() {
    const { base, version, ...words } = value;
    const outcome = await edit.run({
      input: {
        goalId: goal.id,
        ...inputOf(words),
        clear: [
          ...(base.focusAreaId && !words.focusAreaId ? (['FOCUS_AREA'] as const) : []),
          // One that the viewer may not read is left alone.
          ...(base.parent && !words.parent ? (['PARENT'] as const) : []),
        ],
        version,
      },
    });
    if (!outcome.ok) return;
    clear();
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('goal.edit')}>
      <Form onSubmit={() => void send()}>
        {changed ? (
          <Theirs
            fields={theirs(now, value.base)}
            onKeepMine={() => {
              const { base, version: _, ...mine } = value;
              change({ ...joined(mine, base, now), base: now, version: goal.version });
              edit.reset();
            }}
            onTakeTheirs={() => {
              clear();
              onClose();
            }}
          />
        ) : null}
        <Restored shown={restored && !changed} onDiscard={clear} />
        <GoalFields
          value={value}
          change={change}
          fieldError={edit.fieldError}
          focusAreas={focusAreas}
          goalId={goal.id}
          forReport={goal.person.id !== goal.author.id}
        />
        <FormError>{changed ? undefined : edit.error(...GOAL_FIELDS)}</FormError>
        {note}
        <WhoWillSee>{whoSees}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={edit.pending} disabled={changed || !isWhole(value)}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

/** A decimal as one would type it: no grouping, the language's own point. */
function plain(decimal: string, locale: string): string {
  const point = numberText('1.5', locale).charAt(1);
  return decimal.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '').replace('.', point);
}

/** What stands there now, as lines: title always, of the rest what differs from what one began with. */
function useTheirs(focusAreas: readonly { id: string; title: string }[]) {
  const { t } = useTranslation('development');
  const dates = useDates();
  return (now: GoalWords, base: GoalWords) => {
    const focusArea = focusAreas.find((one) => one.id === now.focusAreaId)?.title ?? '';
    const lines = [
      ['title', t('goal.title'), now.title],
      ['description', t('goal.description'), now.description],
      ['dueOn', t('goal.dueOn'), now.dueOn ? dates.date(now.dueOn) : ''],
      ['kind', t('kind.label'), t(`kind.${now.kind}`)],
      ['measure', t('measure.label'), t(`measure.${now.measure}`)],
      ['numberStart', t('measure.start'), now.numberStart],
      ['numberTarget', t('measure.target'), now.numberTarget],
      ['unit', t('measure.unit'), now.unit],
      ['visibility', t('visibility.label'), t(`visibility.choice.${now.visibility}`)],
      ['focusAreaId', t('goal.focusArea'), focusArea],
      ['parent', t('parent.label'), now.parent?.title ?? ''],
      ['weight', t('weight.label'), now.weight],
    ] as const;
    const same = (one: keyof GoalWords) =>
      one === 'parent' ? now.parent?.id === base.parent?.id : now[one] === base[one];
    return lines
      .filter(([name]) => name === 'title' || !same(name))
      .map(([, label, text]) => [label, text] as const);
  };
}
