import { Button, Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
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
import classes from './one_on_ones.module.css';
import { RhythmFields } from './rhythm/RhythmFields';
import type { Rhythm } from './rhythm/RhythmPreview';

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

const StartSeriesWith = graphql(`
  query StartSeriesWith($id: ID!) {
    person(id: $id) {
      id
      relationship {
        key
        bond
      }
      series {
        id
        endedAt
        current {
          id
        }
      }
    }
  }
`);

const KINDS = ['MANAGER', 'MENTOR', 'PEER'] as const;
type Kind = (typeof KINDS)[number];

interface Fields extends Rhythm {
  people: PickedPerson[];
  /** Chosen by hand; else what the two are to each other says it. */
  kind: Kind | null;
}

interface StartSeriesDialogProps {
  onClose: () => void;
  /** Known from where one comes. */
  person?: PickedPerson | undefined;
}

/** With whom, as what, how often, when first. */
export default function StartSeriesDialog({ onClose, person }: StartSeriesDialogProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const viewer = useViewer();
  const navigate = useNavigate();
  const start = useCommand(StartSeries);
  const draft = useDraft<Fields>(`one_on_ones.begin:${person?.id ?? ''}`, {
    people: person ? [person] : [],
    kind: null,
    cadence: 'EVERY_TWO_WEEKS',
    rrule: '',
    first: `${nextWorkday(calendarDate(new Date(), viewer.timeZone))}T10:00`,
    zone: viewer.timeZone,
  });
  const { people, cadence, rrule, first, zone } = draft.value;
  const other = people[0];
  const [{ data }] = useQuery({
    query: StartSeriesWith,
    variables: { id: other?.id ?? '' },
    pause: !other,
  });
  const known = data?.person?.id === other?.id ? data?.person : undefined;
  const kind = draft.value.kind ?? kindOf(known?.relationship?.bond);
  const already = known?.series && !known.series.endedAt ? known.series : undefined;

  const send = async () => {
    if (!other || !first) return;
    const outcome = await start.run({
      input: {
        personId: other.id,
        kind,
        cadence,
        rrule: cadence === 'CUSTOM' ? rrule : null,
        timeZone: zone,
        firstMeetingAt: instantAt(first, zone),
      },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('start.done', { name: other.name }));
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
          onChange={(picked) => draft.change({ people: picked, kind: null })}
          error={start.fieldError('personId')}
          required
          autoFocus={!person}
        />
        {already && other ? (
          <p className={classes.note} role="status">
            {t('start.already', { name: other.name })}{' '}
            <Link to={already.current ? paths.meeting(already.current.id) : paths.series(already.id)}>
              {t('start.alreadyOpen')}
            </Link>
          </p>
        ) : null}
        {other ? (
          <Radio.Group
            size="md"
            label={t('start.kind')}
            value={kind ?? ''}
            onChange={(value) => draft.change({ kind: value as Kind })}
            error={start.fieldError('kind')}
          >
            <Stack gap={8}>
              {KINDS.map((one) => (
                <Radio key={one} mt={one === 'MANAGER' ? 6 : 0} value={one} label={t(`kind.choose.${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
        ) : null}
        <RhythmFields
          value={draft.value}
          change={draft.change}
          firstLabel={t('start.first')}
          firstField="firstMeetingAt"
          fieldError={start.fieldError}
        />
        <WhoWillSee>
          {other ? t('start.see', { name: other.name }) : t('start.seeNobody')}
        </WhoWillSee>
        <FormError>
          {start.error('personId', 'kind', 'cadence', 'rrule', 'timeZone', 'firstMeetingAt')}
        </FormError>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={start.pending} disabled={!other || !first || Boolean(already)}>
            {t('start.do')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

/** What the two are to each other, as far as the organisation says it; null while it is not known. */
function kindOf(bond: string | undefined): Kind | null {
  if (bond === undefined) return null;
  return bond === 'MY_MANAGER' || bond === 'MY_REPORT' ? 'MANAGER' : 'PEER';
}
