import { Button, NativeSelect, Radio, TextInput, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import type { FocusKind } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from '../development.module.css';
import { Restored } from '../Restored';
import { Theirs, joined } from '../Theirs';
import { useAddFocusArea, useEditFocusArea } from './useFocusAreas';

export const FocusAreaDialogFragment = graphql(`
  fragment FocusAreaDialog_plan on DevelopmentPlan {
    id
    person {
      id
      name
      isViewer
    }
    focusAreas {
      id
      kind
      title
      why
      targetRank
      version
    }
  }
`);

/** What one may choose from: the competencies asked of the person, and skills. */
const FocusChoices = graphql(`
  query FocusChoices($personId: ID!) {
    person(id: $personId) {
      id
      competencyProfile {
        lines {
          competency {
            id
            name
          }
          familyName
          expectedRank
          managerGap
          selfGap
        }
      }
      careerPath {
        next {
          level {
            id
            name
          }
          asks {
            competency {
              id
              name
            }
          }
        }
      }
      skills {
        skill {
          id
          name
        }
        level
        wantsToLearn
      }
    }
  }
`);

type Plan = DocumentType<typeof FocusAreaDialogFragment>;
type Area = Plan['focusAreas'][number];
type Choices = NonNullable<DocumentType<typeof FocusChoices>['person']>;

const KINDS: readonly FocusKind[] = ['ASPIRATION', 'COMPETENCY', 'SKILL'];

interface FocusAreaDialogProps {
  plan: FragmentType<typeof FocusAreaDialogFragment>;
  /** Which one to change; none to add one. */
  areaId: string | null;
  /** Who reads it, as words. */
  readers: string;
  /** What a change means where others have agreed. */
  note: ReactNode;
  onClose: () => void;
}

/** What a plan concentrates on: a competency, a skill, or simply what one wants. */
export default function FocusAreaDialog({ plan: masked, areaId, ...rest }: FocusAreaDialogProps) {
  const plan = unmask(FocusAreaDialogFragment, masked);
  const area = plan.focusAreas.find((one) => one.id === areaId);
  if (area) return <EditArea area={area} {...rest} />;
  return areaId === null ? <AddArea plan={plan} {...rest} /> : null;
}

type Rest = Pick<FocusAreaDialogProps, 'readers' | 'note' | 'onClose'>;

function AddArea({ plan, readers, note, onClose }: Rest & { plan: Plan }) {
  const { t } = useTranslation(['development', 'common']);
  const add = useAddFocusArea();
  const [{ data }] = useQuery({ query: FocusChoices, variables: { personId: plan.person.id } });
  const { value, change, clear, restored } = useDraft(`development.focusArea:${plan.id}`, {
    kind: 'ASPIRATION' as FocusKind,
    chosen: '',
    title: '',
    why: '',
  });
  const options = value.kind === 'ASPIRATION' ? [] : optionsOf(data?.person, value.kind);
  const choice = options.find((one) => one.id === value.chosen);

  async function send() {
    const { kind, title, why } = value;
    const outcome = await add.run({
      input: {
        planId: plan.id,
        kind,
        title: title.trim() || choice?.name || '',
        why,
        competencyId: kind === 'COMPETENCY' ? (choice?.id ?? null) : null,
        skillId: kind === 'SKILL' ? (choice?.id ?? null) : null,
        targetRank: choice?.target ?? null,
      },
    });
    if (!outcome.ok) return;
    clear();
    onClose();
  }

  const complete = value.kind === 'ASPIRATION' ? value.title.trim() !== '' : choice !== undefined;
  return (
    <Dialog opened onClose={onClose} title={t('focusArea.add')}>
      <Form onSubmit={() => void send()}>
        <Restored shown={restored} onDiscard={clear} />
        <Radio.Group
          label={t('focusArea.kindLabel')}
          value={value.kind}
          error={add.fieldError('kind')}
          onChange={(kind) => {
            add.reset();
            change({ kind: kind as FocusKind, chosen: '' });
          }}
        >
          <div className={classes.choices}>
            {KINDS.map((kind) => (
              <Radio
                key={kind}
                value={kind}
                label={t(`focusArea.kind.${kind}`)}
                data-autofocus={kind === value.kind || undefined}
              />
            ))}
          </div>
        </Radio.Group>
        {value.kind === 'ASPIRATION' ? null : options.length === 0 ? (
          <p className={classes.hint}>
            {t(
              value.kind === 'SKILL'
                ? 'focusArea.noSkills'
                : plan.person.isViewer
                  ? 'focusArea.noLevel'
                  : 'focusArea.noLevelReport',
              { name: plan.person.name },
            )}
          </p>
        ) : (
          <NativeSelect
            label={t(`focusArea.which.${value.kind}`)}
            required
            value={value.chosen}
            error={add.fieldError(value.kind === 'SKILL' ? 'skillId' : 'competencyId')}
            onChange={(event) => change({ chosen: event.currentTarget.value })}
            data={[
              { value: '', label: t('focusArea.choose') },
              ...options.map((one) => ({
                value: one.id,
                label: one.gap ? t('focusArea.withGap', { name: one.name }) : one.name,
              })),
            ]}
          />
        )}
        <TextInput
          label={t('focusArea.title')}
          description={t('focusArea.titleHint')}
          required={value.kind === 'ASPIRATION'}
          placeholder={choice?.name ?? ''}
          maxLength={200}
          value={value.title}
          error={add.fieldError('title')}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <Why value={value.why} error={add.fieldError('why')} onChange={(why) => change({ why })} />
        <FormError>
          {add.error('kind', 'title', 'why', ...(options.length > 0 ? ['competencyId', 'skillId'] : []))}
        </FormError>
        {note}
        <WhoWillSee>{readers}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={add.pending} disabled={!complete}>
            {t('focusArea.add')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

interface Option {
  id: string;
  name: string;
  /** The level wanted. */
  target: number | null;
  /** Whether one is seen below what is expected. */
  gap: boolean;
}

/** Competencies with a gap first, then the other ones asked now and at the next level; skills as told. */
function optionsOf(person: Choices | null | undefined, kind: FocusKind): Option[] {
  if (!person) return [];
  if (kind === 'SKILL') {
    return person.skills
      .toSorted((one, other) => Number(other.wantsToLearn) - Number(one.wantsToLearn))
      .map(({ skill, level }) => ({ ...skill, target: Math.min(level + 1, 4), gap: false }));
  }
  const asked = (person.competencyProfile?.lines ?? []).map((line) => ({
    ...line.competency,
    target: line.expectedRank,
    gap: Math.max(line.managerGap ?? 0, line.selfGap ?? 0) > 0,
  }));
  const known = new Set(asked.map((one) => one.id));
  const later = (person.careerPath?.next ?? []).flatMap((step) =>
    step.asks
      .filter(({ competency }) => !known.has(competency.id) && known.add(competency.id))
      .map(({ competency }) => ({ ...competency, target: null, gap: false })),
  );
  return [...asked.filter((one) => one.gap), ...asked.filter((one) => !one.gap), ...later];
}

function EditArea({ area, readers, note, onClose }: Rest & { area: Area }) {
  const { t } = useTranslation(['development', 'common']);
  const edit = useEditFocusArea();
  const now = { title: area.title, why: area.why };
  const { value, change, clear, restored } = useDraft(`development.changeFocusArea:${area.id}`, {
    ...now,
    base: now,
    version: area.version,
  });
  const changed = edit.refusal?.code === 'STALE_VERSION';

  async function send() {
    const { base: _, ...words } = value;
    const outcome = await edit.run({ input: { id: area.id, targetRank: area.targetRank, ...words } });
    if (!outcome.ok) return;
    clear();
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('focusArea.edit')}>
      <Form onSubmit={() => void send()}>
        {changed ? (
          <Theirs
            fields={[
              [t('focusArea.title'), area.title],
              [t('focusArea.why'), area.why],
            ]}
            onKeepMine={() => {
              const { base, version: _, ...mine } = value;
              change({ ...joined(mine, base, now), base: now, version: area.version });
              edit.reset();
            }}
            onTakeTheirs={() => {
              clear();
              onClose();
            }}
          />
        ) : null}
        <Restored shown={restored && !changed} onDiscard={clear} />
        <TextInput
          label={t('focusArea.title')}
          required
          maxLength={200}
          data-autofocus
          value={value.title}
          error={edit.fieldError('title')}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <Why value={value.why} error={edit.fieldError('why')} onChange={(why) => change({ why })} />
        <FormError>{changed ? undefined : edit.error('title', 'why')}</FormError>
        {note}
        <WhoWillSee>{readers}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={edit.pending} disabled={changed || !value.title.trim()}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

interface WhyProps {
  value: string;
  error: string | undefined;
  onChange: (why: string) => void;
}

function Why({ value, error, onChange }: WhyProps) {
  const { t } = useTranslation('development');
  return (
    <Textarea
      label={t('focusArea.why')}
      description={t('focusArea.whyHint')}
      autosize
      minRows={3}
      maxRows={12}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
