import { Button, CloseButton, NativeSelect, SegmentedControl, TextInput, Textarea } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LearningTargetInput, ResourceKind } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { CompetencyField } from '@/ui/CompetencyField';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedSkill, SkillPicker } from '@/ui/SkillPicker';
import { toast } from '@/ui/toast';
import classes from './learning.module.css';
import type { Resource } from './ResourceLine';
import { useSaveLearningResource } from './useLearning';

const KINDS: readonly ResourceKind[] = ['COURSE', 'BOOK', 'ARTICLE', 'VIDEO', 'PRACTICE'];
const FIELDS = ['title', 'kind', 'url', 'provider', 'language', 'minutes', 'description'] as const;

interface Target {
  competencyId: string | null;
  rankFrom: string;
  rankUntil: string;
  skill: PickedSkill | null;
  /** Which of the two it is for. */
  of: 'competency' | 'skill';
}

const NO_TARGET: Target = {
  competencyId: null,
  rankFrom: '',
  rankUntil: '',
  skill: null,
  of: 'competency',
};

const fields = (resource: Resource | null) => ({
  title: resource?.title ?? '',
  kind: resource?.kind ?? ('COURSE' as ResourceKind),
  url: resource?.url ?? '',
  provider: resource?.provider ?? '',
  language: resource?.language ?? '',
  minutes: resource?.minutes ? String(resource.minutes) : '',
  description: resource?.description ?? '',
  targets: (resource?.targets ?? []).map(
    (target): Target => ({
      competencyId: target.competency?.id ?? null,
      rankFrom: target.rankFrom === null ? '' : String(target.rankFrom),
      rankUntil: target.rankUntil === null ? '' : String(target.rankUntil),
      skill: target.skill,
      of: target.skill ? 'skill' : 'competency',
    }),
  ),
});

const numberOf = (text: string) => (text.trim() === '' ? null : Number(text));

interface ResourceDialogProps {
  /** Null for a new one. */
  resource: Resource | null;
  onClose: () => void;
}

/** Something of the catalogue: what it is, and for which competencies and skills it is suggested. */
export default function ResourceDialog({ resource, onClose }: ResourceDialogProps) {
  const { t } = useTranslation(['learning', 'common']);
  const save = useSaveLearningResource();
  const { value, change, clear } = useDraft(`learning.resource:${resource?.id ?? 'new'}`, fields(resource));
  const ready = value.title.trim() !== '';

  const put = (index: number, patch: Partial<Target>) =>
    change({
      targets: value.targets.map((one, place) => (place === index ? { ...one, ...patch } : one)),
    });

  async function send() {
    if (!ready) return;
    const { targets, minutes, ...words } = value;
    const outcome = await save.run({
      input: {
        id: resource?.id ?? null,
        version: resource?.version ?? 0,
        ...words,
        minutes: numberOf(minutes),
        targets: targets.flatMap((one): LearningTargetInput[] => {
          if (one.of === 'skill') return one.skill ? [{ skillId: one.skill.id }] : [];
          return one.competencyId
            ? [
                {
                  competencyId: one.competencyId,
                  rankFrom: numberOf(one.rankFrom),
                  rankUntil: numberOf(one.rankUntil),
                },
              ]
            : [];
        }),
      },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('resource.saved'));
    onClose();
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={resource ? t('resource.edit') : t('resource.add')}
      size="lg"
    >
      <Form onSubmit={() => void send()}>
        <TextInput
          label={t('resource.title')}
          required
          data-autofocus
          value={value.title}
          error={save.fieldError('title')}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <div className={classes.pair}>
          <NativeSelect
            label={t('resource.kind')}
            value={value.kind}
            onChange={(event) => change({ kind: event.currentTarget.value as ResourceKind })}
            data={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          />
          <TextInput
            label={t('resource.provider')}
            value={value.provider}
            error={save.fieldError('provider')}
            onChange={(event) => change({ provider: event.currentTarget.value })}
          />
        </div>
        <TextInput
          type="url"
          inputMode="url"
          label={t('resource.url')}
          placeholder="https://"
          value={value.url}
          error={save.fieldError('url')}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
        <div className={classes.pair}>
          <TextInput
            type="number"
            inputMode="numeric"
            min={1}
            label={t('resource.minutes')}
            value={value.minutes}
            error={save.fieldError('minutes')}
            onChange={(event) => change({ minutes: event.currentTarget.value })}
          />
          <TextInput
            label={t('resource.language')}
            description={t('resource.languageHint')}
            value={value.language}
            error={save.fieldError('language')}
            onChange={(event) => change({ language: event.currentTarget.value })}
          />
        </div>
        <Textarea
          label={t('resource.description')}
          autosize
          minRows={2}
          value={value.description}
          error={save.fieldError('description')}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <fieldset className={classes.targets}>
          <legend className={classes.legend}>{t('resource.targets')}</legend>
          <p className={classes.note}>{t('resource.targetsHint')}</p>
          {value.targets.map((target, index) => (
            <div key={index} className={classes.target}>
              <div className={classes.targetHead}>
                <SegmentedControl
                  aria-label={t('resource.targetOf', { number: index + 1 })}
                  value={target.of}
                  onChange={(of) => put(index, { of: of as Target['of'] })}
                  data={[
                    { value: 'competency', label: t('resource.competency') },
                    { value: 'skill', label: t('resource.skill') },
                  ]}
                />
                <CloseButton
                  aria-label={t('resource.removeTarget', { number: index + 1 })}
                  onClick={() =>
                    change({ targets: value.targets.filter((_, place) => place !== index) })
                  }
                />
              </div>
              {target.of === 'skill' ? (
                <SkillPicker
                  label={t('resource.skill')}
                  value={target.skill ? [target.skill] : []}
                  onChange={([skill]) => put(index, { skill: skill ?? null })}
                />
              ) : (
                <>
                  <CompetencyField
                    label={t('resource.competency')}
                    value={target.competencyId}
                    onChange={(competencyId) => put(index, { competencyId })}
                  />
                  <div className={classes.pair}>
                    <TextInput
                      type="number"
                      inputMode="numeric"
                      min={1}
                      label={t('resource.rankFrom')}
                      description={t('resource.rankHint')}
                      value={target.rankFrom}
                      onChange={(event) => put(index, { rankFrom: event.currentTarget.value })}
                    />
                    <TextInput
                      type="number"
                      inputMode="numeric"
                      min={1}
                      label={t('resource.rankUntil')}
                      description={t('resource.rankHint')}
                      value={target.rankUntil}
                      onChange={(event) => put(index, { rankUntil: event.currentTarget.value })}
                    />
                  </div>
                </>
              )}
            </div>
          ))}
          <div>
            <Button
              variant="subtle"
              leftSection={<IconPlus size={16} />}
              onClick={() => change({ targets: [...value.targets, NO_TARGET] })}
            >
              {t('resource.addTarget')}
            </Button>
          </div>
        </fieldset>
        <FormError>{save.error(...FIELDS)}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending} disabled={!ready}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
