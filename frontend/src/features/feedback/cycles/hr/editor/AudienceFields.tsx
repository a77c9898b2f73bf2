import { Checkbox, MultiSelect, Switch, TagsInput, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { Columns } from '@/ui/Columns';
import { PersonLine } from '@/ui/PersonLine';
import { PersonPicker } from '@/ui/PersonPicker';
import { LoadingState } from '@/ui/states';
import classes from '../hr.module.css';
import { type AudienceForm, audienceInput } from './audience';

const DepartmentsQuery = graphql(`
  query CycleDepartments {
    departments {
      id
      name
      path
    }
  }
`);

const PreviewQuery = graphql(`
  query CycleAudiencePreview($audience: CycleAudienceInput!) {
    cycleAudiencePreview(audience: $audience) {
      count
      sample {
        id
        ...PersonLine_person
      }
    }
  }
`);

const MANY = 200;

interface AudienceFieldsProps {
  value: AudienceForm;
  change: (patch: Partial<AudienceForm>) => void;
  error?: string | undefined;
  /** Whether those whom the rule finds stand beside the fields where there is room. */
  beside?: boolean;
}

/** Who takes part, by rule and by hand, with those whom the rule finds today beside it. */
export function AudienceFields({ value, change, error, beside = false }: AudienceFieldsProps) {
  const { t } = useTranslation('cycles');
  const [{ data }] = useQuery({ query: DepartmentsQuery });
  const departments = data?.departments ?? [];
  const fields = (
      <div className={classes.fields}>
        <Switch
          size="md"
          label={t('audience.everyone')}
          description={t('audience.everyoneNote')}
          checked={value.everyone}
          onChange={(event) => change({ everyone: event.currentTarget.checked })}
        />
        {value.everyone ? null : (
          <>
            <MultiSelect
              size="md"
              searchable
              openOnFocus={false}
              hidePickedOptions
              label={t('audience.departments')}
              nothingFoundMessage={t('audience.noDepartment')}
              value={departments.length > 0 ? value.departmentIds : []}
              onChange={(departmentIds) => change({ departmentIds })}
              data={departments.map((one) => ({ value: one.id, label: one.name }))}
            />
            <Checkbox
              size="md"
              label={t('audience.below')}
              checked={value.withSubdepartments}
              onChange={(event) => change({ withSubdepartments: event.currentTarget.checked })}
            />
            <PersonPicker
              label={t('audience.managers')}
              description={t('audience.managersNote')}
              value={value.managers}
              onChange={(managers) => change({ managers })}
              most={MANY}
              withMe
            />
            <div className={classes.pair}>
              <TagsInput
                size="md"
                label={t('audience.locations')}
                description={t('audience.tagsNote')}
                value={value.locations}
                onChange={(locations) => change({ locations })}
              />
              <TagsInput
                size="md"
                label={t('audience.titles')}
                description={t('audience.tagsNote')}
                value={value.titles}
                onChange={(titles) => change({ titles })}
              />
            </div>
            <div className={classes.pair}>
              <TextInput
                type="date"
                size="md"
                label={t('audience.hiredFrom')}
                value={value.hiredFrom}
                onChange={(event) => change({ hiredFrom: event.currentTarget.value })}
              />
              <TextInput
                type="date"
                size="md"
                label={t('audience.hiredUntil')}
                value={value.hiredUntil}
                onChange={(event) => change({ hiredUntil: event.currentTarget.value })}
              />
            </div>
            <p className={classes.hint}>{t('audience.all')}</p>
            <PersonPicker
              label={t('audience.people')}
              description={t('audience.peopleNote')}
              value={value.people}
              onChange={(people) => change({ people })}
              most={MANY}
              withMe
            />
          </>
        )}
        <PersonPicker
          label={t('audience.excluded')}
          description={t('audience.excludedNote')}
          value={value.excluded}
          onChange={(excluded) => change({ excluded })}
          most={MANY}
          withMe
        />
        {error ? (
          <p role="alert" className={classes.hint}>
            {error}
          </p>
        ) : null}
      </div>
  );
  const preview = <Preview value={value} />;
  return beside ? (
    <Columns main={fields} side={preview} />
  ) : (
    <div className={classes.stack}>
      {fields}
      {preview}
    </div>
  );
}

/** How many the rule finds today, and some of them; read again a moment after each change. */
function Preview({ value }: { value: AudienceForm }) {
  const { t } = useTranslation('cycles');
  const [audience] = useDebouncedValue(value, 400);
  const [{ data, fetching, stale }] = useQuery({
    query: PreviewQuery,
    variables: { audience: audienceInput(audience) },
  });
  const found = data?.cycleAudiencePreview;
  const busy = fetching || stale || audience !== value;
  return (
    <section className={classes.preview} aria-busy={busy} aria-label={t('audience.preview')}>
      <p role="status" className={classes.count}>
        {found ? t('audience.count', { count: found.count }) : t('audience.counting')}
      </p>
      {found ? (
        found.count === 0 ? (
          <p className={classes.hint}>{t('audience.nobody')}</p>
        ) : (
          <>
            <ul className={classes.people}>
              {found.sample.map((person) => (
                <li key={person.id}>
                  <PersonLine person={person} size="sm" />
                </li>
              ))}
            </ul>
            {found.count > found.sample.length ? (
              <p className={classes.hint}>
                {t('audience.more', { count: found.count - found.sample.length })}
              </p>
            ) : null}
          </>
        )
      ) : (
        <LoadingState lines={2} height={36} />
      )}
    </section>
  );
}
