import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { addDays, calendarDate } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { PLAN_FIELDS, PlanFields } from './PlanFields';
import { Restored } from './Restored';
import { useDraftPlan } from './usePlans';

const WhoseDraft = graphql(`
  query WhoseDraft {
    viewer {
      person {
        id
        name
        manager {
          id
          name
        }
        directReports(first: 100) {
          edges {
            node {
              id
              name
            }
          }
        }
      }
    }
  }
`);

/** About half a year, which most plans are for. */
const DAYS = 181;

interface DraftPlanDialogProps {
  /** For whom: one of the viewer's reports; empty for the viewer. */
  personId: string;
  /** Another one was chosen. */
  onChoose: (personId: string) => void;
  onClose: () => void;
}

/** Begins a plan. A manager chooses for whom; everybody else writes their own. */
export default function DraftPlanDialog({ personId, onChoose, onClose }: DraftPlanDialogProps) {
  const { t } = useTranslation(['development', 'common']);
  const viewer = useViewer();
  const navigate = useNavigate();
  const today = calendarDate(new Date(), viewer.timeZone);
  const { value, change, clear, restored } = useDraft(`development.draft:${personId}`, {
    title: '',
    focus: '',
    startsOn: today,
    endsOn: addDays(today, DAYS),
  });
  const draft = useDraftPlan();
  const [{ data, fetching }] = useQuery({ query: WhoseDraft });
  const me = data?.viewer?.person;
  const reports = (me?.directReports.edges ?? []).map((edge) => edge.node);
  const mine = !personId || personId === viewer.personId;
  const report = mine ? undefined : reports.find((one) => one.id === personId);

  async function send() {
    const outcome = await draft.run({ input: { personId: mine ? null : personId, ...value } });
    if (!outcome.ok) return;
    clear();
    void navigate(paths.plan(outcome.data.plan.id), { replace: true });
  }

  const stranger = !mine && me && !report;
  // It opens complete, so that the focus lands in the first field.
  if (!me && fetching) return null;
  return (
    <Dialog opened onClose={onClose} title={t('draft.title')}>
      {stranger ? (
        <p>{t('draft.notYours')}</p>
      ) : (
        <Form onSubmit={() => void send()}>
          <Restored shown={restored} onDiscard={clear} />
          {reports.length > 0 ? (
            <NativeSelect
              label={t('draft.whose')}
              value={report?.id ?? ''}
              error={draft.fieldError('personId')}
              onChange={(event) => {
                draft.reset();
                onChoose(event.currentTarget.value);
              }}
              data={[
                { value: '', label: t('draft.mine') },
                ...reports.map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
          ) : null}
          <PlanFields value={value} change={change} fieldError={draft.fieldError} />
          <FormError>
            {draft.error(...PLAN_FIELDS, ...(reports.length > 0 ? ['personId'] : []))}
          </FormError>
          <WhoWillSee>
            {report
              ? t('draft.whoSees.report', { name: report.name })
              : me?.manager
                ? t('draft.whoSees.manager', { name: me.manager.name })
                : t('draft.whoSees.alone')}
          </WhoWillSee>
          <FormActions>
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={draft.pending} disabled={!value.title.trim()}>
              {t('draft.send')}
            </Button>
          </FormActions>
        </Form>
      )}
    </Dialog>
  );
}
