import { Button, NativeSelect, Radio, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { KudosVisibility } from '@/gql/graphql';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Stack } from '@/ui/Stack';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import type { NoteToUse } from './Uses';
import { useTurnFeedbackIntoKudos } from './useNoteActs';

const ValuesForFeedback = graphql(`
  query ValuesForFeedback {
    companyValues {
      id
      name
      retired
    }
  }
`);

const FIELDS = ['message', 'companyValueId'] as const;
/** A team is chosen where thanks are given. */
type Offered = Exclude<KudosVisibility, 'TEAM'>;

interface IntoKudosDialogProps {
  note: NoteToUse;
  onClose: () => void;
}

/** Thanks the author where others can see it, in words of one's own: the note itself stays where it is. */
export default function IntoKudosDialog({ note, onClose }: IntoKudosDialogProps) {
  const { t } = useTranslation(['feedback', 'common']);
  const navigate = useNavigate();
  const turn = useTurnFeedbackIntoKudos();
  const [{ data }] = useQuery({ query: ValuesForFeedback });
  const { value, change, clear } = useDraft(`feedback.kudos:${note.id}`, {
    message: '',
    companyValueId: '',
    visibility: 'PRIVATE' as Offered,
  });
  const values = (data?.companyValues ?? []).filter((one) => !one.retired);

  async function send() {
    const outcome = await turn.run({
      input: {
        noteId: note.id,
        message: value.message,
        companyValueId: value.companyValueId || null,
        visibility: value.visibility,
      },
    });
    if (!outcome.ok) return;
    const { kudos } = outcome.data;
    clear();
    toast(t('kudos.done', { name: note.author.name }), {
      label: t('open'),
      run: () => void navigate(paths.kudos(kudos.id)),
    });
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('kudos.title', { name: note.author.name })}>
      <Form onSubmit={() => void send()}>
        <Textarea
          label={t('kudos.message')}
          description={t('kudos.messageHint')}
          autosize
          minRows={3}
          maxRows={12}
          required
          data-autofocus
          value={value.message}
          error={turn.fieldError('message')}
          onChange={(event) => change({ message: event.currentTarget.value })}
        />
        {values.length > 0 ? (
          <NativeSelect
            label={t('kudos.value')}
            value={value.companyValueId}
            error={turn.fieldError('companyValueId')}
            onChange={(event) => change({ companyValueId: event.currentTarget.value })}
            data={[
              { value: '', label: t('kudos.noValue') },
              ...values.map((one) => ({ value: one.id, label: one.name })),
            ]}
          />
        ) : null}
        <Radio.Group
          label={t('kudos.visibility')}
          value={value.visibility}
          onChange={(next) => change({ visibility: next as Offered })}
        >
          <Stack gap={8}>
            <Radio mt={4} value="PRIVATE" label={t('kudos.PRIVATE', { name: note.author.name })} />
            <Radio value="PUBLIC" label={t('kudos.PUBLIC')} />
          </Stack>
        </Radio.Group>
        <FormError>{turn.error(...FIELDS)}</FormError>
        <WhoWillSee>
          {t(`kudos.whoSees.${value.visibility}`, { name: note.author.name })}
        </WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={turn.pending} disabled={!value.message.trim()}>
            {t('kudos.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
