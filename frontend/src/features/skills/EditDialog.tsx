import { Button, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedSkill, SkillPicker } from '@/ui/SkillPicker';
import { toast } from '@/ui/toast';
import type { CatalogueSkill } from './Catalogue';
import { useMergeSkills, useRetireSkill, useSaveSkill } from './useSkills';

interface Words {
  name: string;
  russian: string;
  synonyms: string;
  category: string;
  description: string;
  same: PickedSkill[];
}

function wordsOf(skill: CatalogueSkill | null): Words {
  const names = skill?.names ?? [];
  const main = names.find((one) => one.isMain);
  const russian = names.find((one) => one.locale === 'ru' && !one.isMain);
  return {
    name: main?.name ?? '',
    russian: russian?.name ?? '',
    synonyms: names
      .filter((one) => one !== main && one !== russian)
      .map((one) => one.name)
      .join(', '),
    category: skill?.category ?? '',
    description: skill?.description ?? '',
    same: [],
  };
}

function namesOf(words: Words) {
  const russian = words.russian.trim();
  return [
    { name: words.name, locale: russian ? 'en' : '', isMain: true },
    ...(russian ? [{ name: russian, locale: 'ru', isMain: false }] : []),
    ...words.synonyms
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => ({ name, locale: '', isMain: false })),
  ];
}

/** A skill of the catalogue with all its names; for HR. */
export default function EditDialog({ skill, onClose }: { skill: CatalogueSkill | null; onClose: () => void }) {
  const { t } = useTranslation(['skills', 'common']);
  const save = useSaveSkill();
  const merge = useMergeSkills();
  const retire = useRetireSkill();
  const draft = useDraft(`skills.catalogue:${skill?.id ?? 'new'}`, wordsOf(skill));
  const { value, change } = draft;
  const same = value.same[0];

  function done(text: string) {
    draft.clear();
    toast(text);
    onClose();
  }

  async function keep() {
    const outcome = await save.run({
      input: {
        id: skill?.id ?? null,
        names: namesOf(value),
        category: value.category,
        description: value.description,
        version: skill?.version ?? 0,
      },
    });
    if (outcome.ok) done(t('skills:catalogue.saved'));
  }

  async function join() {
    if (!skill || !same) return;
    const outcome = await merge.run({ input: { intoId: same.id, fromIds: [skill.id] } });
    if (outcome.ok) {
      done(t('skills:merge.done', { from: skill.name, into: same.name, count: outcome.data.moved }));
    }
  }

  async function putAway() {
    if (!skill) return;
    const outcome = await retire.run({ input: { id: skill.id, retired: !skill.retired } });
    if (outcome.ok) done(t(skill.retired ? 'skills:catalogue.backAgain' : 'skills:catalogue.putAway'));
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={skill ? t('skills:mine.edit', { skill: skill.name }) : t('skills:catalogue.add')}
    >
      <Form onSubmit={() => void keep()}>
        <TextInput
          label={t('skills:catalogue.name')}
          required
          data-autofocus
          value={value.name}
          error={save.fieldError('names')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('skills:catalogue.russian')}
          description={t('skills:catalogue.russianHint')}
          value={value.russian}
          onChange={(event) => change({ russian: event.currentTarget.value })}
        />
        <TextInput
          label={t('skills:catalogue.synonyms')}
          description={t('skills:catalogue.synonymsHint')}
          value={value.synonyms}
          onChange={(event) => change({ synonyms: event.currentTarget.value })}
        />
        <TextInput
          label={t('skills:catalogue.category')}
          value={value.category}
          error={save.fieldError('category')}
          onChange={(event) => change({ category: event.currentTarget.value })}
        />
        <Textarea
          label={t('skills:catalogue.description')}
          autosize
          minRows={2}
          value={value.description}
          error={save.fieldError('description')}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        {skill ? (
          <SkillPicker
            label={t('skills:merge.same')}
            description={t('skills:merge.sameHint')}
            value={value.same}
            onChange={(picked) => change({ same: picked })}
            error={merge.fieldError('intoId') ?? merge.fieldError('fromIds')}
          />
        ) : null}
        <FormError>
          {save.error('names', 'category', 'description') ??
            merge.error('intoId', 'fromIds') ??
            retire.error()}
        </FormError>
        <FormActions>
          {skill ? (
            <Button variant="subtle" loading={retire.pending} onClick={() => void putAway()}>
              {t(skill.retired ? 'skills:catalogue.takeBack' : 'skills:catalogue.retire')}
            </Button>
          ) : null}
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          {same ? (
            <Button loading={merge.pending} onClick={() => void join()}>
              {t('skills:merge.join', { skill: same.name })}
            </Button>
          ) : (
            <Button type="submit" loading={save.pending}>
              {t('common:action.save')}
            </Button>
          )}
        </FormActions>
      </Form>
    </Dialog>
  );
}
