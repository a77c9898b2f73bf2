import { Button, NativeSelect, Switch, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type DocumentType, graphql } from '@/gql';
import { calendarDate } from '@/lib/dates';
import { useViewer } from '@/lib/session';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './awards.module.css';
import { useSaveAward } from './useAwards';
import { quartersAround, usualDays, useQuarterText } from './useQuarter';

export const AwardFormFragment = graphql(`
  fragment AwardForm_award on Award {
    id
    name
    description
    quarter
    repeats
    nominationsFrom
    nominationsUntil
    votingUntil
    winnersWanted
    version
    jurors {
      id
      name
    }
  }
`);

export type AwardFormOf = DocumentType<typeof AwardFormFragment>;

const JURORS = 30;
const FIELDS = [
  'name',
  'description',
  'quarter',
  'nominationsFrom',
  'nominationsUntil',
  'votingUntil',
  'winnersWanted',
  'jurorIds',
] as const;

interface AwardDialogProps {
  /** Null for a new one. */
  award: AwardFormOf | null;
  onClose: () => void;
  onSaved?: (awardId: string) => void;
}

/** An award as HR plans it: what for, when, and who votes. */
export default function AwardDialog({ award, onClose, onSaved }: AwardDialogProps) {
  const { t } = useTranslation(['awards', 'common']);
  const viewer = useViewer();
  const quarterText = useQuarterText();
  const save = useSaveAward();
  const today = calendarDate(new Date(), viewer.timeZone);
  const around = quartersAround(today);
  const draft = useDraft(`awards.edit:${award?.id ?? 'new'}`, {
    name: award?.name ?? '',
    description: award?.description ?? '',
    quarter: award?.quarter ?? around[1] ?? '',
    repeats: award?.repeats ?? false,
    ...(award
      ? {
          nominationsFrom: award.nominationsFrom,
          nominationsUntil: award.nominationsUntil,
          votingUntil: award.votingUntil,
        }
      : usualDays(today)),
    winnersWanted: String(award?.winnersWanted ?? 1),
    jurors: (award?.jurors.map(({ id, name }) => ({ id, name })) ?? []) as PickedPerson[],
  });
  const { value, change, clear } = draft;
  const quarters = [...new Set([...around, value.quarter])].filter((one) => one !== '').sort();
  const wanted = Number(value.winnersWanted);
  const ready =
    value.name.trim() !== '' &&
    value.nominationsFrom !== '' &&
    value.nominationsUntil !== '' &&
    value.votingUntil !== '' &&
    Number.isInteger(wanted) &&
    wanted > 0;

  async function send() {
    if (!ready) return;
    const { jurors, ...fields } = value;
    const outcome = await save.run({
      input: {
        awardId: award?.id ?? null,
        ...fields,
        repeats: fields.quarter !== '' && fields.repeats,
        winnersWanted: wanted,
        jurorIds: jurors.map((one) => one.id),
        version: award?.version ?? null,
      },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('edit.saved'));
    onClose();
    onSaved?.(outcome.data.award.id);
  }

  const day = (name: 'nominationsFrom' | 'nominationsUntil' | 'votingUntil') => (
    <TextInput
      type="date"
      required
      size="md"
      label={t(`edit.${name}`)}
      value={value[name]}
      error={save.fieldError(name)}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );

  return (
    <Dialog opened onClose={onClose} title={award ? t('edit.title') : t('edit.new')} size="lg">
      <Form onSubmit={() => void send()}>
        {draft.restored ? (
          <span>
            {t('common:draft.restored')}{' '}
            <Button variant="subtle" size="compact-sm" onClick={clear}>
              {t('common:draft.discard')}
            </Button>
          </span>
        ) : null}
        <TextInput
          data-autofocus
          required
          size="md"
          label={t('edit.name')}
          value={value.name}
          error={save.fieldError('name')}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Textarea
          size="md"
          label={t('edit.description')}
          description={t('edit.descriptionHint')}
          autosize
          minRows={3}
          value={value.description}
          error={save.fieldError('description')}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <div className={classes.pair}>
          <NativeSelect
            size="md"
            label={t('edit.quarter')}
            value={value.quarter}
            error={save.fieldError('quarter')}
            onChange={(event) => change({ quarter: event.currentTarget.value })}
            data={[
              { value: '', label: t('edit.noQuarter') },
              ...quarters.map((one) => ({ value: one, label: quarterText(one) })),
            ]}
          />
          <TextInput
            type="number"
            inputMode="numeric"
            min={1}
            required
            size="md"
            label={t('edit.winnersWanted')}
            value={value.winnersWanted}
            error={save.fieldError('winnersWanted')}
            onChange={(event) => change({ winnersWanted: event.currentTarget.value })}
          />
        </div>
        {value.quarter === '' ? null : (
          <Switch
            size="md"
            label={t('edit.repeats')}
            checked={value.repeats}
            onChange={(event) => change({ repeats: event.currentTarget.checked })}
          />
        )}
        <div className={classes.pair}>
          {day('nominationsFrom')}
          {day('nominationsUntil')}
          {day('votingUntil')}
        </div>
        <PersonPicker
          label={t('edit.jurors')}
          description={t('edit.jurorsHint')}
          value={value.jurors}
          onChange={(jurors) => change({ jurors })}
          most={JURORS}
          withMe
          error={save.fieldError('jurorIds')}
        />
        <FormError>{save.error(...FIELDS)}</FormError>
        <WhoWillSee>{t('edit.whoSees')}</WhoWillSee>
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
