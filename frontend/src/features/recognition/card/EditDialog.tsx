import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { ValueField } from '../give/ValueField';
import { useEditKudos } from '../useKudosActs';
import { useNotTold } from '../useNotTold';
import { stillMentioned } from '../writing/mentions';
import { Warnings, withoutWarning } from '../writing/Warnings';
import { WritingField } from '../writing/WritingField';

const KudosToEdit = graphql(`
  query KudosToEdit($id: ID!) {
    kudos(id: $id) {
      id
      message
      editableUntil
      companyValue {
        id
      }
      mentions {
        label
        person {
          id
        }
      }
    }
    companyValues {
      id
      name
      description
      color
      icon
      retired
    }
    recognitionSettings {
      valueRequired
    }
  }
`);

interface EditDialogProps {
  kudosId: string;
  onClose: () => void;
}

/** The author mends words or value, for as long as the company lets them. */
export function EditDialog({ kudosId, onClose }: EditDialogProps) {
  const { t } = useTranslation('recognition');
  const result = useQuery({ query: KudosToEdit, variables: { id: kudosId } });
  return (
    <Dialog opened onClose={onClose} title={t('edit.title')}>
      <Query result={result}>
        {(data) =>
          data.kudos ? <EditForm data={data} kudos={data.kudos} onClose={onClose} /> : <NotThere />
        }
      </Query>
    </Dialog>
  );
}

type Data = DocumentType<typeof KudosToEdit>;

interface EditFormProps {
  data: Data;
  kudos: NonNullable<Data['kudos']>;
  onClose: () => void;
}

function EditForm({ data, kudos, onClose }: EditFormProps) {
  const { t } = useTranslation(['recognition', 'common']);
  const dates = useDates();
  const edit = useEditKudos(kudos.id);
  const tellNotTold = useNotTold();
  const { value, change, clear, restored } = useDraft(`recognition.edit:${kudos.id}`, {
    message: kudos.message,
    companyValueId: kudos.companyValue?.id ?? '',
    picked: kudos.mentions.map(({ label, person }) => ({ id: person.id, name: label })),
  });
  const values = data.companyValues.filter((one) => !one.retired || one.id === kudos.companyValue?.id);

  async function send(despiteWarning: boolean) {
    const outcome = await edit.run({
      input: {
        kudosId: kudos.id,
        message: value.message,
        companyValueId: value.companyValueId || null,
        mentionIds: stillMentioned(value.message, value.picked).map((one) => one.id),
        despiteWarning,
      },
    });
    if (!outcome.ok) return;
    clear();
    onClose();
    toast(t('edit.done'));
    tellNotTold(outcome.data.notTold);
  }

  return (
    <Form onSubmit={() => void send(false)}>
      {restored ? (
        <span>
          {t('common:draft.restored')}{' '}
          <Button variant="subtle" size="compact-sm" onClick={clear}>
            {t('common:draft.discard')}
          </Button>
        </span>
      ) : null}
      <WritingField
        label={t('give.message')}
        minRows={4}
        required
        autoFocus
        value={value.message}
        error={withoutWarning(edit.refusal, edit.fieldError('message'))}
        onChange={(message) => change({ message })}
        picked={value.picked}
        onPicked={(picked) => change({ picked })}
      />
      <Warnings
        text={value.message}
        refusal={edit.refusal}
        pending={edit.pending}
        onAnyway={() => void send(true)}
      />
      <ValueField
        values={values}
        required={data.recognitionSettings.valueRequired}
        value={value.companyValueId}
        error={edit.fieldError('companyValueId')}
        onChange={(companyValueId) => change({ companyValueId })}
      />
      <FormError>{withoutWarning(edit.refusal, edit.error('message', 'companyValueId'))}</FormError>
      <WhoWillSee>
        {kudos.editableUntil
          ? t('edit.whoSees', { until: dates.full(kudos.editableUntil) })
          : t('edit.whoSeesPast')}
      </WhoWillSee>
      <FormActions>
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button type="submit" loading={edit.pending}>
          {t('common:action.save')}
        </Button>
      </FormActions>
    </Form>
  );
}
