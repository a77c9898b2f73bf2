import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { addDays, calendarDate } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './development.module.css';
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
    planTemplates {
      key
      name
      description
      months
      checkInEvery
      goals {
        title
      }
    }
  }
`);

/** About half a year, which most plans are for. */
const DAYS = 181;
const DAYS_OF_MONTH = 30.44;

interface DraftPlanDialogProps {
  /** For whom: one of the viewer's reports; empty for the viewer. */
  personId: string;
  /** Another one was chosen. */
  onChoose: (personId: string) => void;
  onClose: () => void;
}

/** Begins a plan, from a template or from nothing. A manager chooses for whom. */
export default function DraftPlanDialog({ personId, onChoose, onClose }: DraftPlanDialogProps) {
  const { t } = useTranslation(['development', 'common']);
  const viewer = useViewer();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const today = calendarDate(new Date(), viewer.timeZone);
  const { value, change, clear, restored, dirty } = useDraft(`development.draft:${personId}`, {
    title: '',
    focus: '',
    startsOn: today,
    endsOn: addDays(today, DAYS),
    checkInEvery: 14,
    quietAfter: 21,
    mentor: [] as PickedPerson[],
  });
  const draft = useDraftPlan();
  const [{ data, fetching }] = useQuery({ query: WhoseDraft });
  const me = data?.viewer?.person;
  const reports = (me?.directReports.edges ?? []).map((edge) => edge.node);
  const mine = !personId || personId === viewer.personId;
  const report = mine ? undefined : reports.find((one) => one.id === personId);
  const templates = data?.planTemplates ?? [];
  const template = templates.find((one) => one.key === search.get('template'));

  // What a template suggests holds as long as one has typed nothing else.
  const suggested =
    template && !dirty
      ? {
          endsOn: addDays(value.startsOn, Math.round(template.months * DAYS_OF_MONTH)),
          checkInEvery: template.checkInEvery,
        }
      : {};
  const write = (patch: Partial<typeof value>) => change({ ...suggested, ...patch });

  // Which template stands in the address.
  function choose(key: string) {
    const next = new URLSearchParams(search);
    if (key) next.set('template', key);
    else next.delete('template');
    setSearch(next, { replace: true });
  }

  async function send() {
    const { mentor, ...words } = { ...value, ...suggested };
    const outcome = await draft.run({
      input: {
        personId: mine ? null : personId,
        ...words,
        title,
        templateKey: template?.key ?? null,
        mentorId: mentor[0]?.id ?? null,
      },
    });
    if (!outcome.ok) return;
    clear();
    void navigate(paths.plan(outcome.data.plan.id), { replace: true });
  }

  const title = value.title.trim() || (template?.name ?? '');
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
          {templates.length > 0 ? (
            <div className={classes.withHint}>
              <NativeSelect
                label={t('template.from')}
                value={template?.key ?? ''}
                error={draft.fieldError('templateKey')}
                onChange={(event) => choose(event.currentTarget.value)}
                data={[
                  { value: '', label: t('template.nothing') },
                  ...templates.map((one) => ({ value: one.key, label: one.name })),
                ]}
              />
              <p className={classes.hint}>
                {template ? (
                  t('template.brings', { count: template.goals.length, description: template.description })
                ) : (
                  <Link to={paths.planTemplates}>{t('template.all')}</Link>
                )}
              </p>
            </div>
          ) : null}
          <PlanFields
            value={{ ...value, ...suggested }}
            change={write}
            fieldError={draft.fieldError}
            {...(template ? { example: template.name } : {})}
          />
          <PersonPicker
            size="sm"
            label={t('mentor.label')}
            description={t('mentor.hint')}
            withMe={!mine}
            value={value.mentor}
            error={draft.fieldError('mentorId')}
            onChange={(mentor) => write({ mentor })}
          />
          <FormError>
            {draft.error(
              ...PLAN_FIELDS,
              'mentorId',
              ...(reports.length > 0 ? ['personId'] : []),
              ...(templates.length > 0 ? ['templateKey'] : []),
            )}
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
            <Button type="submit" loading={draft.pending} disabled={!title}>
              {t('draft.send')}
            </Button>
          </FormActions>
        </Form>
      )}
    </Dialog>
  );
}
