import { Checkbox, MultiSelect, Switch, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { Columns } from '@/ui/Columns';
import { PersonPicker } from '@/ui/PersonPicker';
import classes from '../surveys.module.css';
import type { AudienceForm } from './form';
import type { SurveyFormState } from './useSurveyForm';
import { usePreview } from './usePreview';

const DepartmentsQuery = graphql(`
  query SurveyDepartments {
    departments {
      id
      name
    }
  }
`);

const MANY = 200;

/** Who is asked, by rule and by hand, as the directory is on the day a wave opens. */
export function People({ editor, surveyId }: { editor: SurveyFormState; surveyId: string }) {
  const { t } = useTranslation('surveys');
  const [{ data }] = useQuery({ query: DepartmentsQuery });
  const preview = usePreview(surveyId, editor);
  const departments = data?.departments ?? [];
  const value = editor.form.audience;
  const change = (patch: Partial<AudienceForm>) => editor.change({ audience: { ...value, ...patch } });
  const error = editor.fieldError('audience');
  return (
    <Columns
      main={
        <div className={classes.fields}>
          <Switch
            size="md"
            label={t('people.everyone')}
            description={t('people.everyoneNote')}
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
                label={t('people.departments')}
                nothingFoundMessage={t('people.noDepartment')}
                value={departments.length > 0 ? value.departmentIds : []}
                onChange={(departmentIds) => change({ departmentIds })}
                data={departments.map((one) => ({ value: one.id, label: one.name }))}
              />
              <Checkbox
                size="md"
                label={t('people.below')}
                checked={value.withSubdepartments}
                onChange={(event) => change({ withSubdepartments: event.currentTarget.checked })}
              />
              <PersonPicker
                label={t('people.managers')}
                description={t('people.managersNote')}
                value={value.managers}
                onChange={(managers) => change({ managers })}
                most={MANY}
                withMe
              />
              <div className={classes.pair}>
                <TagsInput
                  size="md"
                  label={t('people.locations')}
                  description={t('people.tagsNote')}
                  value={value.locations}
                  onChange={(locations) => change({ locations })}
                />
                <TagsInput
                  size="md"
                  label={t('people.titles')}
                  description={t('people.tagsNote')}
                  value={value.titles}
                  onChange={(titles) => change({ titles })}
                />
              </div>
              <div className={classes.pair}>
                <TextInput
                  type="date"
                  size="md"
                  label={t('people.hiredFrom')}
                  value={value.hiredFrom}
                  onChange={(event) => change({ hiredFrom: event.currentTarget.value })}
                />
                <TextInput
                  type="date"
                  size="md"
                  label={t('people.hiredUntil')}
                  value={value.hiredUntil}
                  onChange={(event) => change({ hiredUntil: event.currentTarget.value })}
                />
              </div>
              <p className={classes.hint}>{t('people.all')}</p>
              <PersonPicker
                label={t('people.people')}
                description={t('people.peopleNote')}
                value={value.people}
                onChange={(people) => change({ people })}
                most={MANY}
                withMe
              />
            </>
          )}
          <PersonPicker
            label={t('people.excluded')}
            description={t('people.excludedNote')}
            value={value.excluded}
            onChange={(excluded) => change({ excluded })}
            most={MANY}
            withMe
          />
          {error ? (
            <p role="alert" className={classes.warn}>
              {error}
            </p>
          ) : null}
        </div>
      }
      side={
        <section className={classes.preview} aria-label={t('people.today')} aria-live="polite">
          <p className={classes.note}>{t('people.today')}</p>
          <p className={classes.count}>
            {preview ? t('people.count', { count: preview.people }) : t('people.counting')}
          </p>
          {preview && preview.overAsked > 0 ? (
            <p className={classes.hint}>{t('people.overAsked', { count: preview.overAsked })}</p>
          ) : null}
          <p className={classes.hint}>{t('people.onTheDay')}</p>
        </section>
      }
    />
  );
}
