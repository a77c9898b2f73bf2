import { Button, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { calendarDate, instantAt, wallClock } from '@/lib/dates';
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

export const CloseMeetingFragment = graphql(`
  fragment CloseMeetingDialog_meeting on OneOnOneMeeting {
    id
    scheduledAt
    series {
      id
      timeZone
      rhythm
      upcoming(count: 12)
    }
  }
`);

/**
 * Which of the days to come is the one after this meeting: the first that lies after it and after
 * today, as the server chooses when it is not told.
 */
export function nextByRhythm(
  upcoming: readonly string[],
  scheduledAt: string,
  timeZone: string,
  now = new Date(),
): string | undefined {
  const day = (at: string) => calendarDate(new Date(at), timeZone);
  const today = calendarDate(now, timeZone);
  return upcoming.find((at) => day(at) > today && day(at) > day(scheduledAt));
}

interface CloseMeetingDialogProps {
  meeting: FragmentType<typeof CloseMeetingFragment>;
  onClose: () => void;
}

/** Was it held, and when is the next one. */
export default function CloseMeetingDialog({ meeting: masked, onClose }: CloseMeetingDialogProps) {
  const meeting = unmask(CloseMeetingFragment, masked);
  const { series } = meeting;
  const { t } = useTranslation(['one_on_ones', 'common']);
  const viewer = useViewer();
  const navigate = useNavigate();
  const close = useCommand(CloseMeeting);
  const [held, setHeld] = useState('yes');
  const suggested = nextByRhythm(series.upcoming, meeting.scheduledAt, series.timeZone);
  const byRhythm = suggested ? wallClock(suggested, viewer.timeZone) : '';
  const [chosen, setChosen] = useState<string | null>(null);
  const next = chosen ?? byRhythm;

  const send = async () => {
    const outcome = await close.run({
      input: {
        meetingId: meeting.id,
        held: held === 'yes',
        // Unless another day was chosen the rhythm decides, and it is the server that knows it.
        nextMeetingAt: next && next !== byRhythm ? instantAt(next, viewer.timeZone) : null,
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
          description={t('close.nextNote', { cadence: series.rhythm })}
          value={next}
          onChange={(event) => setChosen(event.currentTarget.value)}
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
