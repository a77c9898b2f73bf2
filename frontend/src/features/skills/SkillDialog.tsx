import { Button, Checkbox, Radio, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { SkillVisibility } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedSkill, SkillPicker } from '@/ui/SkillPicker';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { LEVELS } from './Level';
import type { MySkill } from './MySkills';
import classes from './skills.module.css';
import { useRemoveMySkill, useSaveSkill, useSetMySkill } from './useSkills';

const SimilarSkills = graphql(`
  query SimilarSkills($name: String!) {
    similarSkills(name: $name) {
      id
      name
    }
  }
`);

interface Words {
  skill: PickedSkill[];
  level: number;
  wantsToLearn: boolean;
  canTeach: boolean;
  lastUsedOn: string;
  visibility: SkillVisibility;
}

/** One's own entry about a skill: a new one, or one that is there. */
export default function SkillDialog({ skill, onClose }: { skill: MySkill | null; onClose: () => void }) {
  const { t } = useTranslation(['skills', 'common']);
  const set = useSetMySkill();
  const remove = useRemoveMySkill();
  const draft = useDraft<Words>(`skills.mine:${skill?.skill.id ?? 'new'}`, {
    skill: skill ? [skill.skill] : [],
    level: skill?.level ?? 2,
    wantsToLearn: skill?.wantsToLearn ?? false,
    canTeach: skill?.canTeach ?? false,
    lastUsedOn: skill?.lastUsedOn ?? '',
    visibility: skill?.visibility ?? 'EVERYONE',
  });
  const [naming, setNaming] = useState(false);
  const { value, change } = draft;
  const chosen = value.skill[0];

  async function save() {
    if (!chosen) return;
    const outcome = await set.run({
      input: {
        skillId: chosen.id,
        level: value.level,
        wantsToLearn: value.wantsToLearn,
        canTeach: value.canTeach,
        lastUsedOn: value.lastUsedOn || null,
        visibility: value.visibility,
        version: skill?.version ?? 0,
      },
    });
    if (outcome.ok) {
      draft.clear();
      toast(t('skills:mine.saved'));
      onClose();
    }
  }

  async function drop() {
    if (!skill) return;
    const outcome = await remove.run({ input: { skillId: skill.skill.id } });
    if (outcome.ok) {
      draft.clear();
      toast(t('skills:mine.removed', { skill: skill.skill.name }));
      onClose();
    }
  }

  return (
    <Dialog
      opened
      onClose={onClose}
      title={skill ? t('skills:mine.edit', { skill: skill.skill.name }) : t('skills:mine.add')}
    >
      <Form onSubmit={() => void save()}>
        {skill ? null : naming ? (
          <NewSkill
            onCancel={() => setNaming(false)}
            onDone={(made) => {
              change({ skill: [made] });
              setNaming(false);
            }}
          />
        ) : (
          <>
            <SkillPicker
              label={t('skills:skill')}
              description={t('skills:mine.pickHint')}
              value={value.skill}
              onChange={(picked) => change({ skill: picked })}
              error={set.fieldError('skillId')}
              required
              autoFocus
            />
            {chosen ? null : (
              <div>
                <Button variant="subtle" onClick={() => setNaming(true)}>
                  {t('skills:new.open')}
                </Button>
              </div>
            )}
          </>
        )}
        <Radio.Group
          label={t('skills:mine.level')}
          value={String(value.level)}
          onChange={(level) => change({ level: Number(level) })}
          error={set.fieldError('level')}
        >
          <div className={classes.choices}>
            {[0, ...LEVELS].map((level) => (
              <Radio
                key={level}
                value={String(level)}
                label={t(`skills:level.${level as 0 | 1 | 2 | 3 | 4}`)}
                description={t(`skills:level.${level as 0 | 1 | 2 | 3 | 4}.about`)}
              />
            ))}
          </div>
        </Radio.Group>
        <Checkbox
          label={t('skills:mine.wantsToLearn')}
          checked={value.wantsToLearn}
          onChange={(event) => change({ wantsToLearn: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('skills:mine.canTeach')}
          description={t('skills:mine.canTeachHint')}
          checked={value.canTeach}
          error={set.fieldError('canTeach')}
          onChange={(event) => change({ canTeach: event.currentTarget.checked })}
        />
        <TextInput
          type="date"
          label={t('skills:mine.lastUsedOn')}
          value={value.lastUsedOn}
          error={set.fieldError('lastUsedOn')}
          onChange={(event) => change({ lastUsedOn: event.currentTarget.value })}
        />
        <SegmentedControl
          aria-label={t('skills:mine.visibility')}
          value={value.visibility}
          onChange={(visibility) => change({ visibility: visibility as SkillVisibility })}
          data={[
            { value: 'EVERYONE', label: t('skills:visibility.EVERYONE') },
            { value: 'MANAGER', label: t('skills:visibility.MANAGER') },
          ]}
        />
        <FormError>
          {set.error('skillId', 'level', 'canTeach', 'lastUsedOn') ?? remove.error()}
        </FormError>
        <WhoWillSee>{t(`skills:whoSees.${value.visibility}`)}</WhoWillSee>
        <FormActions>
          {skill ? (
            <Button variant="subtle" color="red" loading={remove.pending} onClick={() => void drop()}>
              {t('skills:mine.remove')}
            </Button>
          ) : null}
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={set.pending} disabled={!chosen}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

interface NewSkillProps {
  onDone: (skill: PickedSkill) => void;
  onCancel: () => void;
}

/** A name that the catalogue does not have yet; shows what is like it first. */
function NewSkill({ onDone, onCancel }: NewSkillProps) {
  const { t } = useTranslation(['skills', 'common']);
  const save = useSaveSkill();
  const [name, setName] = useState('');
  const wanted = name.trim();
  const [{ data }] = useQuery({
    query: SimilarSkills,
    variables: { name: wanted },
    pause: wanted.length < 2,
  });
  const alike = wanted.length < 2 ? [] : (data?.similarSkills ?? []);

  async function add() {
    const outcome = await save.run({ input: { names: [{ name: wanted, isMain: true }] } });
    if (outcome.ok) onDone({ id: outcome.data.skill.id, name: outcome.data.skill.name });
  }

  return (
    <div className={classes.naming}>
      <TextInput
        label={t('skills:new.name')}
        description={t('skills:new.hint')}
        data-autofocus
        value={name}
        error={save.fieldError('names')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {alike.length > 0 ? (
        <div role="status" className={classes.alike}>
          <p className={classes.hint}>{t('skills:new.alike')}</p>
          <div className={classes.tags}>
            {alike.map((one) => (
              <Button key={one.id} variant="light" onClick={() => onDone(one)}>
                {one.name}
              </Button>
            ))}
          </div>
        </div>
      ) : null}
      <FormError>{save.error('names')}</FormError>
      <div className={classes.tags}>
        <Button variant="default" onClick={onCancel}>
          {t('skills:new.back')}
        </Button>
        <Button loading={save.pending} disabled={wanted.length < 1} onClick={() => void add()}>
          {t('skills:new.add')}
        </Button>
      </div>
    </div>
  );
}
