import { Button, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { graphql } from '@/gql';
import { addDays, calendarDate, instantAt, wallClock } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { useCommand } from '@/lib/useCommand';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Stack } from '@/ui/Stack';
import { toast } from '@/ui/toast';

const CloseMeeting = graphql(`
  mutation CloseMeeting($input: CloseMeetingInput!) {
    closeMeeting(input: $input) {
      ... on CloseMeetingSuccess {
        meeting {
          id
        }
        next {
          id
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

type Cadence = 'WEEKLY' | 'EVERY_TWO_WEEKS' | 'MONTHLY';
const DAYS = { WEEKLY: 7, EVERY_TWO_WEEKS: 14, MONTHLY: 28 };

/** The next time by the rhythm at the same time of day, in the future. */
export function suggestNext(
  scheduledAt: string,
  cadence: Cadence,
  timeZone: string,
  now = new Date(),
): string {
  const [day = '', time = ''] = wallClock(scheduledAt, timeZone).split('T');
  const today = calendarDate(now, timeZone);
  let next = day;
  do next = addDays(next, DAYS[cadence]);
  while (next <= today);
  return `${next}T${time}`;
}

interface CloseMeetingDialogProps {
  meetingId: string;
  scheduledAt: string;
  cadence: Cadence;
  onClose: () => void;
}

/** Was it held, and when is the next one. */
export default function CloseMeetingDialog({
  meetingId,
  scheduledAt,
  cadence,
  onClose,
}: CloseMeetingDialogProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const viewer = useViewer();
  const navigate = useNavigate();
  const close = useCommand(CloseMeeting);
  const [held, setHeld] = useState('yes');
  const [next, setNext] = useState(() => suggestNext(scheduledAt, cadence, viewer.timeZone));

  const send = async () => {
    const outcome = await close.run({
      input: {
        meetingId,
        held: held === 'yes',
        nextMeetingAt: next ? instantAt(next, viewer.timeZone) : null,
      },
    });
    if (!outcome.ok) return;
    toast(t('close.done'));
    onClose();
    void navigate(paths.meeting(outcome.data.next.id));
  };

  return (
    <Dialog opened onClose={onClose} title={t('close.title')}>
      <Form onSubmit={() => void send()}>
        <Radio.Group
          size="md"
          label={t('close.held')}
          value={held}
          onChange={setHeld}
          error={close.fieldError('held')}
        >
          <Stack gap={8}>
            <Radio mt={6} value="yes" label={t('close.heldYes')} data-autofocus />
            <Radio value="no" label={t('close.heldNo')} />
          </Stack>
        </Radio.Group>
        <TextInput
          type="datetime-local"
          size="md"
          label={t('close.next')}
          description={t('close.nextNote', { cadence: t(`cadence.${cadence}`) })}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={close.fieldError('nextMeetingAt')}
        />
        <p>{t('close.carry')}</p>
        <FormError>{close.error('held', 'nextMeetingAt')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={close.pending}>
            {t('close.do')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
