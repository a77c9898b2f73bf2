import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useViewer } from '@/lib/session';
import { useDraft } from '@/lib/useDraft';
import { Form, FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { ActionItemFields } from './ActionItemFields';
import { ActionItemLine } from './ActionItemLine';
import classes from './one_on_ones.module.css';
import { Seen } from './Seen';
import { useAddActionItem } from './useActionItems';

export const ActionItemsFragment = graphql(`
  fragment ActionItems_meeting on OneOnOneMeeting {
    id
    state
    series {
      id
      endedAt
      other {
        id
        name
      }
    }
    actionItems {
      id
      ...ActionItemLine_item
    }
  }
`);

/** What one of the two will do until next time. */
export function ActionItems({ meeting: masked }: { meeting: FragmentType<typeof ActionItemsFragment> }) {
  const meeting = unmask(ActionItemsFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const open = meeting.state === 'OPEN' && !meeting.series.endedAt;
  return (
    <Section title={t('promises.title')} look="card">
      {meeting.actionItems.length === 0 ? (
        <p className={classes.quiet}>{t('promises.none')}</p>
      ) : (
        <ul className={classes.list}>
          {meeting.actionItems.map((item) => (
            <ActionItemLine key={item.id} item={item} />
          ))}
        </ul>
      )}
      {open ? <AddPromise meetingId={meeting.id} other={meeting.series.other} /> : null}
    </Section>
  );
}

interface AddPromiseProps {
  meetingId: string;
  other: { id: string; name: string };
}

function AddPromise({ meetingId, other }: AddPromiseProps) {
  const { t } = useTranslation('one_on_ones');
  const viewer = useViewer();
  const add = useAddActionItem();
  const draft = useDraft(`one_on_ones.promise:${meetingId}`, {
    body: '',
    ownerId: viewer.personId,
    dueOn: '',
  });
  const { body, ownerId, dueOn } = draft.value;

  const send = async () => {
    if (!body.trim()) return;
    const outcome = await add.run({
      input: { meetingId, body: body.trim(), ownerId, dueOn: dueOn || null },
    });
    if (outcome.ok) draft.clear();
  };

  return (
    <Form label={t('promises.add')} onSubmit={() => void send()}>
      <ActionItemFields
        value={draft.value}
        change={draft.change}
        pair={[{ id: viewer.personId, name: viewer.name }, other]}
        fieldError={add.fieldError}
        unfolds
      />
      <FormError>{add.error('body', 'ownerId', 'dueOn')}</FormError>
      <Seen>{t('promises.see', { name: other.name })}</Seen>
      <div>
        <Button type="submit" variant="light" loading={add.pending} disabled={!body.trim()}>
          {t('promises.add')}
        </Button>
      </div>
    </Form>
  );
}
