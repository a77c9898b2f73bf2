import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { Query } from '@/ui/Query';
import { SavedMark } from '@/ui/SavedMark';
import { LoadingState, NotThere } from '@/ui/states';
import { TabLink, TabLinks } from '@/ui/TabLinks';
import { toast } from '@/ui/toast';
import { ConfirmDialog } from '../ConfirmDialog';
import classes from '../surveys.module.css';
import { useCopySurvey, useDeleteSurveyDraft } from '../useSurveys';
import { Basics } from './Basics';
import { Days } from './Days';
import { Groups } from './Groups';
import { Launch } from './Launch';
import { People } from './People';
import { Questions } from './Questions';
import { type EditedSurvey, PARTS, type Part, SurveyEditorFragment } from './form';
import { type SurveyFacts, SurveyFactsFragment, useSurveyForm } from './useSurveyForm';

const EditorQuery = graphql(`
  query SurveyEditor($id: ID!) {
    survey(id: $id) {
      id
      ...SurveyEditor_survey
      ...SurveyFacts_survey
    }
  }
`);

/** A draft, part by part; it saves itself. The last part is where it is launched. */
export default function Editor({ id, part }: { id: string; part: Part }) {
  const { t } = useTranslation('surveys');
  const result = useQuery({ query: EditorQuery, variables: { id } });
  const reload = () => result[1]({ requestPolicy: 'network-only' });
  return (
    <>
      <TabLinks label={t('part.label')} tight>
        {PARTS.map((one) => (
          <TabLink
            key={one}
            to={one === 'basics' ? paths.survey(id) : paths.surveyPart(id, one)}
            current={one === part}
          >
            {t(`part.${one}`)}
          </TabLink>
        ))}
      </TabLinks>
      <Query result={result} loading={<LoadingState lines={5} />}>
        {({ survey }) =>
          survey ? (
            <Fields
              survey={unmask(SurveyEditorFragment, survey)}
              read={unmask(SurveyFactsFragment, survey)}
              part={part}
              reload={reload}
            />
          ) : (
            <NotThere />
          )
        }
      </Query>
    </>
  );
}

interface FieldsProps {
  survey: EditedSurvey;
  read: SurveyFacts;
  part: Part;
  reload: () => void;
}

function Fields({ survey, read, part, reload }: FieldsProps) {
  const { t } = useTranslation('surveys');
  const editor = useSurveyForm(survey, read, reload);
  const next = PARTS[PARTS.indexOf(part) + 1];
  return (
    <>
      {editor.clash ? (
        <div role="alert" className={classes.conflict}>
          <span className={classes.grow}>{t('editor.clash')}</span>
          <Button variant="default" onClick={editor.takeTheirs}>
            {t('editor.takeTheirs')}
          </Button>
          <Button variant="default" onClick={editor.keepMine}>
            {t('editor.keepMine')}
          </Button>
        </div>
      ) : null}
      {part === 'basics' ? (
        <>
          <Basics editor={editor} />
          <Away id={survey.id} version={editor.facts.version} />
        </>
      ) : null}
      {part === 'questions' ? <Questions editor={editor} /> : null}
      {part === 'people' ? <People editor={editor} surveyId={survey.id} /> : null}
      {part === 'groups' ? <Groups editor={editor} /> : null}
      {part === 'days' ? <Days editor={editor} /> : null}
      {part === 'launch' ? <Launch editor={editor} survey={survey} /> : null}
      <div className={classes.bar} data-quiet={(!next && editor.state === 'idle') || undefined}>
        <span className={classes.grow}>
          <SavedMark state={editor.state} />
          {editor.state === 'kept' && editor.refusal ? (
            <span role="alert" className={classes.warn}>
              {editor.refusal}
            </span>
          ) : null}
        </span>
        {next ? (
          <Button
            component={Link}
            to={paths.surveyPart(survey.id, next)}
            onClick={() => void editor.flush()}
          >
            {t('editor.next', { part: t(`part.${next}`) })}
          </Button>
        ) : null}
      </div>
    </>
  );
}

/** A draft can be copied, and taken away: nobody was asked yet. */
function Away({ id, version }: { id: string; version: number }) {
  const { t } = useTranslation('surveys');
  const navigate = useNavigate();
  const copy = useCopySurvey();
  const remove = useDeleteSurveyDraft();
  const [asking, setAsking] = useState(false);

  const copyIt = async () => {
    const outcome = await copy.run({ input: { surveyId: id } });
    if (!outcome.ok) return toast(outcome.refusal?.message ?? outcome.fault ?? '');
    toast(t('copy.done'));
    await navigate(paths.survey(outcome.data.survey.id));
  };
  const removeIt = async () => {
    const outcome = await remove.run({ input: { surveyId: id, version } });
    if (!outcome.ok) return;
    toast(t('delete.done'));
    await navigate(paths.surveys);
  };
  return (
    <div className={classes.away}>
      <Button variant="default" loading={copy.pending} onClick={() => void copyIt()}>
        {t('copy.action')}
      </Button>
      <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
        {t('delete.action')}
      </Button>
      {asking ? (
        <ConfirmDialog
          title={t('delete.title')}
          text={t('delete.text')}
          action={t('delete.action')}
          pending={remove.pending}
          error={remove.error()}
          onConfirm={() => void removeIt()}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}
