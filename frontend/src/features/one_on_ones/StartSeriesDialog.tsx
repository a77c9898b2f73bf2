import { Button, Radio, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { graphql } from '@/gql';
import { calendarDate, instantAt, nextWorkday } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { useCommand } from '@/lib/useCommand';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { Stack } from '@/ui/Stack';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';

const StartSeries = graphql(`
  mutation StartSeries($input: StartSeriesInput!) {
    startSeries(input: $input) {
      ... on StartSeriesSuccess {
        series {
          id
          current {
            id
          }
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

const CADENCES = ['WEEKLY', 'EVERY_TWO_WEEKS', 'MONTHLY'] as const;
type Cadence = (typeof CADENCES)[number];

interface Fields {
  people: PickedPerson[];
  cadence: Cadence;
  first: string;
}

interface StartSeriesDialogProps {
  onClose: () => void;
  /** Known from where one comes. */
  person?: PickedPerson | undefined;
}

/** With whom, how often, when first. */
export default function StartSeriesDialog({ onClose, person }: StartSeriesDialogProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const viewer = useViewer();
  const navigate = useNavigate();
  const start = useCommand(StartSeries);
  const draft = useDraft<Fields>(`one_on_ones.start:${person?.id ?? ''}`, {
    people: person ? [person] : [],
    cadence: 'EVERY_TWO_WEEKS',
    first: `${nextWorkday(calendarDate(new Date(), viewer.timeZone))}T10:00`,
  });
  const { people, cadence, first } = draft.value;
  const other = people[0];

  const send = async () => {
    const outcome = await start.run({
      input: {
        personId: other?.id ?? '',
        cadence,
        firstMeetingAt: instantAt(first, viewer.timeZone),
      },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('start.done', { name: other?.name ?? '' }));
    onClose();
    const { series } = outcome.data;
    void navigate(series.current ? paths.meeting(series.current.id) : paths.series(series.id));
  };

  return (
    <Dialog opened onClose={onClose} title={t('start.title')}>
      <Form onSubmit={() => void send()}>
        <PersonPicker
          label={t('start.person')}
          description={t('start.personNote')}
          value={people}
          onChange={(picked) => draft.change({ people: picked })}
          error={start.fieldError('personId')}
          required
          autoFocus={!person}
        />
        <Radio.Group
          size="md"
          label={t('start.cadence')}
          value={cadence}
          onChange={(value) => draft.change({ cadence: value as Cadence })}
          error={start.fieldError('cadence')}
        >
          <Stack gap={8}>
            {CADENCES.map((one) => (
              <Radio key={one} mt={one === 'WEEKLY' ? 6 : 0} value={one} label={t(`cadence.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          type="datetime-local"
          size="md"
          label={t('start.first')}
          description={t('start.zone', { zone: viewer.timeZone })}
          value={first}
          onChange={(event) => draft.change({ first: event.currentTarget.value })}
          error={start.fieldError('firstMeetingAt')}
          required
        />
        <WhoWillSee>
          {other ? t('start.see', { name: other.name }) : t('start.seeNobody')}
        </WhoWillSee>
        <FormError>{start.error('personId', 'cadence', 'firstMeetingAt')}</FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={start.pending} disabled={!other || !first}>
            {t('start.do')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
