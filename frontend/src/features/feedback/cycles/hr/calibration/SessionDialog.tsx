import { Button, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { QuestionKind } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { toast } from '@/ui/toast';
import classes from '../hr.module.css';
import { useSaveCalibrationSession } from './useCalibration';

const ChoicesQuery = graphql(`
  query CalibrationChoices($id: ID!, $search: String) {
    departments {
      id
      name
    }
    cycle(id: $id) {
      id
      questions {
        id
        kind
        text
        perspectives
      }
      participants(first: 50, search: $search) {
        edges {
          node {
            id
            person {
              id
              name
            }
          }
        }
      }
    }
  }
`);

/** Kinds of questions that one rating of the manager answers. */
const CALIBRATED: readonly QuestionKind[] = ['RATING', 'COMPETENCY_LEVEL'];

export interface EditedSession {
  id: string;
  version: number;
  name: string;
  facilitators: PickedPerson[];
  /** Who sits in it: participant and name. */
  seats: { id: string; name: string }[];
  xQuestionId: string | null;
  yQuestionId: string | null;
}

interface SessionDialogProps {
  cycleId: string;
  session: EditedSession | null;
  onClose: () => void;
}

/** Whose ratings are compared, who leads it, and which two questions make the nine boxes. */
export default function SessionDialog({ cycleId, session, onClose }: SessionDialogProps) {
  const { t } = useTranslation(['cycles', 'common']);
  const save = useSaveCalibrationSession();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [{ data }] = useQuery({
    query: ChoicesQuery,
    variables: { id: cycleId, search: search || null },
  });
  const draft = useDraft(`cycles.session:${session?.id ?? cycleId}:${session?.version ?? 0}`, {
    name: session?.name ?? '',
    facilitators: session?.facilitators ?? [],
    departmentIds: [] as string[],
    participants: session?.seats ?? [],
    xQuestionId: session?.xQuestionId ?? '',
    yQuestionId: session?.yQuestionId ?? '',
  });
  const { value, change } = draft;
  const rated = (data?.cycle?.questions ?? []).filter(
    (one) => CALIBRATED.includes(one.kind) && one.perspectives.includes('MANAGER'),
  );
  const found = (data?.cycle?.participants?.edges ?? []).map(({ node }) => ({
    id: node.id,
    name: node.person.name,
  }));
  const known = new Map([...value.participants, ...found].map((one) => [one.id, one]));
  const departments = data?.departments ?? [];
  const axes = [
    { value: '', label: t('session.noAxis') },
    ...rated.map((one) => ({ value: one.id, label: one.text })),
  ];
  const complete = value.name.trim() !== '' && value.facilitators.length > 0;
  const halfBox = Boolean(value.xQuestionId) !== Boolean(value.yQuestionId);

  const send = async () => {
    if (!complete || halfBox) return;
    const outcome = await save.run({
      input: {
        id: session?.id ?? null,
        version: session?.version ?? 0,
        cycleId,
        name: value.name.trim(),
        facilitatorIds: value.facilitators.map((person) => person.id),
        departmentIds: value.departmentIds,
        participantIds: value.participants.map((one) => one.id),
        xQuestionId: value.xQuestionId || null,
        yQuestionId: value.yQuestionId || null,
      },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('session.saved', { name: value.name.trim() }));
    onClose();
  };

  return (
    <Dialog
      opened
      onClose={onClose}
      title={t(session ? 'session.edit' : 'session.new')}
      size="md"
    >
      <Form onSubmit={() => void send()}>
        <TextInput
          size="md"
          data-autofocus
          required
          label={t('session.name')}
          placeholder={t('session.namePlaceholder')}
          value={value.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={save.fieldError('name')}
        />
        <PersonPicker
          label={t('session.facilitators')}
          description={t('session.facilitatorsNote')}
          value={value.facilitators}
          onChange={(facilitators) => change({ facilitators })}
          error={save.fieldError('facilitatorIds')}
          most={10}
          withMe
          required
        />
        <MultiSelect
          size="md"
          searchable
          openOnFocus={false}
          hidePickedOptions
          label={t('session.departments')}
          description={t('session.departmentsNote')}
          nothingFoundMessage={t('audience.noDepartment')}
          value={departments.length > 0 ? value.departmentIds : []}
          onChange={(departmentIds) => change({ departmentIds })}
          data={departments.map((one) => ({ value: one.id, label: one.name }))}
          error={save.fieldError('departmentIds')}
        />
        <MultiSelect
          size="md"
          searchable
          openOnFocus={false}
          hidePickedOptions
          label={t('session.people')}
          nothingFoundMessage={t('people.noneFound')}
          searchValue={typed}
          onSearchChange={setTyped}
          value={value.participants.map((one) => one.id)}
          onChange={(ids) =>
            change({ participants: ids.flatMap((one) => known.get(one) ?? []) })
          }
          data={[...known.values()].map((one) => ({ value: one.id, label: one.name }))}
          error={save.fieldError('participantIds')}
        />
        <fieldset className={classes.group}>
          <legend className={classes.legend}>{t('nineBox.title')}</legend>
          <p className={classes.hint}>{t('nineBox.axes')}</p>
          <div className={classes.pair}>
            <NativeSelect
              size="md"
              label={t('nineBox.x')}
              value={value.xQuestionId}
              onChange={(event) => change({ xQuestionId: event.currentTarget.value })}
              data={axes}
              error={save.fieldError('xQuestionId')}
            />
            <NativeSelect
              size="md"
              label={t('nineBox.y')}
              value={value.yQuestionId}
              onChange={(event) => change({ yQuestionId: event.currentTarget.value })}
              data={axes}
              error={save.fieldError('yQuestionId')}
            />
          </div>
        </fieldset>
        <FormError>
          {halfBox
            ? t('nineBox.both')
            : save.error(
                'name',
                'facilitatorIds',
                'departmentIds',
                'participantIds',
                'xQuestionId',
                'yQuestionId',
              )}
        </FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={save.pending} disabled={!complete || halfBox}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
