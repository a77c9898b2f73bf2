import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '@/gql';
import { instantAt, wallClock } from '@/lib/dates';
import { useViewer } from '@/lib/session';
import { useCommand } from '@/lib/useCommand';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { toast } from '@/ui/toast';

const MoveMeeting = graphql(`
  mutation MoveMeeting($input: MoveMeetingInput!) {
    moveMeeting(input: $input) {
      ... on MoveMeetingSuccess {
        meeting {
          id
          scheduledAt
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

interface MoveMeetingDialogProps {
  meetingId: string;
  scheduledAt: string;
  onClose: () => void;
}

/** Another day or time for an open meeting. */
export default function MoveMeetingDialog({ meetingId, scheduledAt, onClose }: MoveMeetingDialogProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const viewer = useViewer();
  const dates = useDates();
  const move = useCommand(MoveMeeting);
  const [when, setWhen] = useState(() => wallClock(scheduledAt, viewer.timeZone));

  const send = async () => {
    const at = instantAt(when, viewer.timeZone);
    const outcome = await move.run({ input: { meetingId, scheduledAt: at } });
    if (!outcome.ok) return;
    toast(t('meeting.moved', { when: `${dates.day(at)}, ${dates.time(at)}` }));
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={t('meeting.moveTitle')} size="sm">
      <Form onSubmit={() => void send()}>
        <TextInput
          type="datetime-local"
          size="md"
          data-autofocus
          label={t('meeting.moveWhen')}
          description={t('start.zone', { zone: viewer.timeZone })}
          value={when}
          onChange={(event) => setWhen(event.currentTarget.value)}
          error={move.fieldError('scheduledAt')}
        />
        <FormError>{move.error('scheduledAt')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={move.pending} disabled={!when}>
            {t('meeting.move')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
