import { Button, NativeSelect, SegmentedControl, Textarea } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { KudosVisibility } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { useGiveKudos } from './useGiveKudos';

const GiveKudosForm = graphql(`
  query GiveKudosForm {
    companyValues {
      id
      name
      description
      retired
    }
  }
`);

const PersonToThank = graphql(`
  query PersonToThank($id: ID!) {
    person(id: $id) {
      id
      name
      hasLeft
      isViewer
    }
  }
`);

const EMPTY = {
  people: [] as PickedPerson[],
  message: '',
  value: '',
  visibility: 'PUBLIC' as KudosVisibility,
};
const FIELDS = ['receiverIds', 'message', 'companyValueId'] as const;
const MOST = 20;

interface GiveKudosDialogProps {
  /** The person whom another page offered to thank. */
  to?: string | null;
  onClose: () => void;
}

/** Thank somebody. What is typed survives closing the window. */
export default function GiveKudosDialog({ to, onClose }: GiveKudosDialogProps) {
  const { t } = useTranslation(['recognition', 'common']);
  const { value: draft, change, clear, restored } = useDraft('recognition.give', EMPTY);
  const give = useGiveKudos();
  const [{ data }] = useQuery({ query: GiveKudosForm });
  const [{ data: offered }] = useQuery({
    query: PersonToThank,
    variables: { id: to ?? '' },
    pause: !to,
  });
  const values = (data?.companyValues ?? []).filter((one) => !one.retired);
  const chosen = values.find((one) => one.id === draft.value);

  const person = offered?.person;
  useEffect(() => {
    if (!person || person.hasLeft || person.isViewer) return;
    if (draft.people.some((one) => one.id === person.id)) return;
    change({ people: [...draft.people, { id: person.id, name: person.name }] });
    // Only when the offered person arrives: later the list is the writer's.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [person?.id]);

  async function run() {
    const outcome = await give.run({
      input: {
        receiverIds: draft.people.map((one) => one.id),
        message: draft.message,
        companyValueId: draft.value || null,
        visibility: draft.visibility,
      },
    });
    if (!outcome.ok) return;
    const names = draft.people.map((one) => one.name);
    clear();
    toast(t('give.done', { count: names.length, name: names[0] ?? '' }));
    onClose();
  }

  const names = new Intl.ListFormat(t('listLocale'), { type: 'conjunction' }).format([
    ...draft.people.map((one) => one.name),
    t('whoSees.you'),
  ]);

  return (
    <Dialog opened onClose={onClose} title={t('give.title')}>
      <Form onSubmit={() => void run()}>
        {restored ? (
          <span>
            {t('common:draft.restored')}{' '}
            <Button variant="subtle" size="compact-sm" onClick={clear}>
              {t('common:draft.discard')}
            </Button>
          </span>
        ) : null}
        <PersonPicker
          label={t('give.to')}
          value={draft.people}
          onChange={(people) => change({ people })}
          most={MOST}
          error={give.fieldError('receiverIds')}
          required
          autoFocus={!to}
        />
        <Textarea
          label={t('give.message')}
          description={t('give.messageHint')}
          autosize
          minRows={4}
          required
          data-autofocus={to ? true : undefined}
          value={draft.message}
          error={give.fieldError('message')}
          onChange={(event) => change({ message: event.currentTarget.value })}
        />
        {values.length > 0 ? (
          <NativeSelect
            label={t('give.value')}
            description={chosen?.description ?? t('give.valueHint')}
            value={draft.value}
            error={give.fieldError('companyValueId')}
            onChange={(event) => change({ value: event.currentTarget.value })}
            data={[
              { value: '', label: t('give.noValue') },
              ...values.map((one) => ({ value: one.id, label: one.name })),
            ]}
          />
        ) : null}
        <SegmentedControl
          aria-label={t('give.visibility')}
          value={draft.visibility}
          onChange={(value) => change({ visibility: value as KudosVisibility })}
          data={[
            { value: 'PUBLIC', label: t('give.PUBLIC') },
            { value: 'PRIVATE', label: t('give.PRIVATE') },
          ]}
        />
        <FormError>{give.error(...FIELDS)}</FormError>
        <WhoWillSee>
          {draft.visibility === 'PUBLIC'
            ? t('whoSees.PUBLIC')
            : draft.people.length > 0
              ? t('whoSees.PRIVATE', { names })
              : t('whoSees.PRIVATE.nobody')}
        </WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={give.pending}>
            {t('give.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
