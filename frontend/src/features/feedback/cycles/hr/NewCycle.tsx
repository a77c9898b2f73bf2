import { Button, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { addDays, calendarDate } from '@/lib/dates';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { useDates } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import { PERSPECTIVES, PerspectiveName } from '../parts/PerspectiveName';
import classes from './hr.module.css';
import { useCreateCycle } from './useCycles';

const NewCycleQuery = graphql(`
  query NewCycleTemplates {
    cycleTemplates {
      key
      name
      description
      definition {
        perspectives {
          kind
        }
        questions {
          kind
        }
        nominationDays
        writingDays
        calibrationDays
        packetDays
        acknowledgeDays
      }
    }
  }
`);

type Template = DocumentType<typeof NewCycleQuery>['cycleTemplates'][number];

/** A cycle begins with a template, a name and its first day; everything can be changed afterwards. */
export function NewCycle() {
  const { t } = useTranslation('cycles');
  const result = useQuery({ query: NewCycleQuery });
  return (
    <Query result={result}>
      {({ cycleTemplates }) =>
        cycleTemplates.length === 0 ? (
          <EmptyState title={t('templates.none')} example={t('templates.noneExample')} />
        ) : (
          <NewCycleForm templates={cycleTemplates} />
        )
      }
    </Query>
  );
}

function NewCycleForm({ templates }: { templates: readonly Template[] }) {
  const { t } = useTranslation(['cycles', 'common']);
  const { zone } = useDates();
  const navigate = useNavigate();
  const group = useId();
  const [search] = useSearchParams();
  const create = useCreateCycle();
  const draft = useDraft('cycles.new', {
    templateKey: '',
    name: '',
    startsOn: addDays(calendarDate(new Date(), zone), 7),
  });
  const { name, startsOn } = draft.value;
  const wanted = draft.value.templateKey || search.get('template') || '';
  const template = templates.find((one) => one.key === wanted) ?? templates[0];

  const send = async () => {
    if (!template || !name.trim() || !startsOn) return;
    const outcome = await create.run({
      input: { templateKey: template.key, name: name.trim(), startsOn },
    });
    if (!outcome.ok) return;
    draft.clear();
    await navigate(paths.cycle(outcome.data.cycle.id));
  };

  return (
    <Form onSubmit={() => void send()} label={t('new.title')}>
      <fieldset className={classes.group}>
        <legend className={classes.legend}>{t('new.template')}</legend>
        <ul className={classes.cards}>
          {templates.map((one) => (
            <li key={one.key}>
              <label className={classes.choice}>
                <input
                  type="radio"
                  name={group}
                  value={one.key}
                  checked={one === template}
                  onChange={() => draft.change({ templateKey: one.key })}
                />
                <span className={classes.name}>{one.name}</span>
                <span className={classes.note}>{one.description}</span>
                <span className={classes.chips}>
                  {PERSPECTIVES.filter((kind) =>
                    one.definition.perspectives.some((asked) => asked.kind === kind),
                  ).map((kind) => (
                    <span key={kind} className={classes.chip}>
                      <PerspectiveName of={kind} />
                    </span>
                  ))}
                  <span className={classes.chip}>
                    {t('templates.questions', { count: one.definition.questions.length })}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <div className={classes.fields}>
        <TextInput
          size="md"
          label={t('field.name')}
          description={t('field.nameNote')}
          placeholder={t('field.namePlaceholder')}
          required
          value={name}
          onChange={(event) => draft.change({ name: event.currentTarget.value })}
          error={create.fieldError('name')}
        />
        <TextInput
          size="md"
          type="date"
          label={t('new.startsOn')}
          description={t('new.startsOnNote')}
          required
          value={startsOn}
          onChange={(event) => draft.change({ startsOn: event.currentTarget.value })}
          error={create.fieldError('startsOn')}
        />
        {template && startsOn ? <Timetable template={template} startsOn={startsOn} /> : null}
        <FormError>{create.error('name', 'startsOn')}</FormError>
        <FormActions>
          <Button type="submit" loading={create.pending} disabled={!name.trim() || !startsOn}>
            {t('new.create')}
          </Button>
        </FormActions>
      </div>
    </Form>
  );
}

/** No phase ends on a weekend, but on the Monday after; what follows moves along. */
function workday(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return addDays(date, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

/** The last day of each phase, as the first day and the template give it. */
function Timetable({ template, startsOn }: { template: Template; startsOn: string }) {
  const { t } = useTranslation('cycles');
  const dates = useDates();
  const { definition } = template;
  const days = [
    ['NOMINATION', definition.nominationDays],
    ['WRITING', definition.writingDays],
    ['CALIBRATION', definition.calibrationDays],
    ['PACKETS', definition.packetDays],
    ['ACKNOWLEDGEMENT', definition.acknowledgeDays],
  ] as const;
  let last = addDays(startsOn, -1);
  const rows = days
    .filter(([, count]) => count > 0)
    .map(([phase, count]) => {
      last = workday(addDays(last, count));
      return [phase, last] as const;
    });
  return (
    <div className={classes.preview}>
      <p className={classes.hint}>{t('new.timetable')}</p>
      <dl className={classes.facts}>
        {rows.map(([phase, until]) => (
          <div key={phase}>
            <dt>{t(`phase.${phase}`)}</dt>
            <dd>{t('phase.until', { date: dates.date(until) })}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
