import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { MayHurt } from '@/ui/MayHurt';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './awards.module.css';
import type { NominationFragment } from './Nomination';
import { useNominateForAward } from './useAwards';

const NominateForm = graphql(`
  query NominateForm {
    companyValues {
      id
      name
      description
      retired
    }
  }
`);

const FIELDS = ['nomineeId', 'companyValueId', 'reason'] as const;

interface NominateDialogProps {
  award: { id: string; name: string };
  /** One's own, to be changed; null for a new one. */
  nomination: DocumentType<typeof NominationFragment> | null;
  onClose: () => void;
}

/** Says who should have an award, and why. */
export default function NominateDialog({ award, nomination, onClose }: NominateDialogProps) {
  const { t } = useTranslation(['awards', 'common']);
  const nominate = useNominateForAward();
  const [{ data }] = useQuery({ query: NominateForm });
  const draft = useDraft(`awards.nominate:${award.id}:${nomination?.nominee.id ?? 'new'}`, {
    people: (nomination
      ? [{ id: nomination.nominee.id, name: nomination.nominee.name }]
      : []) as PickedPerson[],
    value: nomination?.companyValue.id ?? '',
    reason: nomination?.reason ?? '',
  });
  const { value, change, clear } = draft;
  const values = (data?.companyValues ?? []).filter((one) => !one.retired || one.id === value.value);
  const chosen = values.find((one) => one.id === value.value);
  const nominee = value.people[0];
  const ready = nominee !== undefined && value.value !== '' && value.reason.trim() !== '';

  async function send(despiteWarning: boolean) {
    if (!ready) return;
    const outcome = await nominate.run({
      input: {
        awardId: award.id,
        nomineeId: nominee.id,
        companyValueId: value.value,
        reason: value.reason,
        despiteWarning,
      },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('nominate.done', { name: nominee.name }));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('nominate.title', { award: award.name })}>
      <Form onSubmit={() => void send(false)}>
        {draft.restored ? (
          <span>
            {t('common:draft.restored')}{' '}
            <Button variant="subtle" size="compact-sm" onClick={clear}>
              {t('common:draft.discard')}
            </Button>
          </span>
        ) : null}
        {nomination ? (
          <p className={classes.whom}>{t('nominate.whom', { name: nomination.nominee.name })}</p>
        ) : (
          <PersonPicker
            label={t('nominate.who')}
            required
            autoFocus
            value={value.people}
            onChange={(people) => change({ people })}
            error={nominate.fieldError('nomineeId')}
          />
        )}
        <NativeSelect
          required
          size="md"
          label={t('nominate.value')}
          description={chosen?.description || t('nominate.valueHint')}
          value={value.value}
          error={nominate.fieldError('companyValueId')}
          onChange={(event) => change({ value: event.currentTarget.value })}
          data={[
            { value: '', label: t('common:picker.choose') },
            ...values.map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
        <Textarea
          required
          size="md"
          data-autofocus={nomination ? true : undefined}
          label={t('nominate.reason')}
          description={t('nominate.reasonHint')}
          autosize
          minRows={5}
          value={value.reason}
          error={nominate.fieldError('reason')}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
        <FormError>{nominate.error(...FIELDS)}</FormError>
        <MayHurt
          refusal={nominate.refusal}
          pending={nominate.pending}
          onSendAnyway={() => void send(true)}
        />
        <WhoWillSee>
          {nominee ? t('nominate.whoSees', { name: nominee.name }) : t('nominate.whoSees.nobody')}
        </WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={nominate.pending} disabled={!ready}>
            {nomination ? t('common:action.save') : t('nominate.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
