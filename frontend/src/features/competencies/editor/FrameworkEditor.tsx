import { Button } from '@mantine/core';
import { Suspense, lazy, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type FragmentType, graphql } from '@/gql';
import { usePreload } from '@/lib/usePreload';
import { Query } from '@/ui/Query';
import { SavedMark } from '@/ui/SavedMark';
import { LoadingState, NotThere } from '@/ui/states';
import classes from '../competencies.module.css';
import { Structure } from './Structure';
import { Texts } from './Texts';
import { type EditedFrameworkFragment, useDraftForm } from './useDraftForm';
import { missingIn } from './form';

const loadPublish = () => import('./PublishDialog');
const PublishDialog = lazy(loadPublish);
const LATER = [loadPublish];

const EditorQuery = graphql(`
  query FrameworkEditor($id: ID!) {
    competencyFramework(id: $id) {
      id
      canManage
      ...EditedFramework_framework
    }
  }
`);

interface FrameworkEditorProps {
  id: string;
  part: 'words' | 'structure';
}

/** The draft of a framework: its words, or what it consists of. It saves itself. */
export default function FrameworkEditor({ id, part }: FrameworkEditorProps) {
  usePreload(LATER);
  const result = useQuery({ query: EditorQuery, variables: { id } });
  const [, execute] = result;
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  return (
    <Query result={result} loading={<LoadingState lines={5} />}>
      {({ competencyFramework: framework }) =>
        framework?.canManage ? (
          <Editing id={framework.id} framework={framework} part={part} reload={reload} />
        ) : (
          <NotThere />
        )
      }
    </Query>
  );
}

interface EditingProps extends FrameworkEditorProps {
  framework: FragmentType<typeof EditedFrameworkFragment>;
  reload: () => void;
}

function Editing({ id, framework, part, reload }: EditingProps) {
  const { t } = useTranslation('competencies');
  const draft = useDraftForm(framework, reload);
  const [publishing, setPublishing] = useState(false);
  const [unsaved, setUnsaved] = useState(false);
  const missing = missingIn(draft.form);

  async function publish() {
    const version = await draft.settle();
    setUnsaved(version === null);
    if (version !== null) setPublishing(true);
  }

  return (
    <div className={classes.stack}>
      {draft.clash ? (
        <div role="alert" className={classes.clash}>
          <span className={classes.grow}>{t('edit.clash')}</span>
          <Button variant="default" onClick={draft.takeTheirs}>
            {t('edit.takeTheirs')}
          </Button>
          <Button variant="default" onClick={draft.keepMine}>
            {t('edit.keepMine')}
          </Button>
        </div>
      ) : null}
      {part === 'words' ? <Texts draft={draft} /> : <Structure draft={draft} />}
      <div className={classes.bar}>
        <span className={classes.grow}>
          <SavedMark state={draft.state} />
          {draft.refusal ? (
            <span role="alert" className={classes.problem}>
              {draft.refusal}
            </span>
          ) : null}
          {unsaved && draft.state !== 'saved' ? (
            <span role="alert" className={classes.problem}>
              {t('edit.notSaved')}
            </span>
          ) : null}
          {draft.begun ? null : <span className={classes.note}>{t('edit.none')}</span>}
          {missing.empty ? <span className={classes.note}>{t('edit.missingAll')}</span> : null}
          {missing.names > 0 ? (
            <span className={classes.note}>{t('edit.missingNames', { count: missing.names })}</span>
          ) : null}
          {!missing.empty && missing.texts > 0 ? (
            <span className={classes.note}>{t('edit.missingTexts', { count: missing.texts })}</span>
          ) : null}
        </span>
        <Button
          disabled={!draft.begun || missing.empty || missing.names > 0 || missing.texts > 0 || draft.clash}
          onClick={() => void publish()}
        >
          {t('publish.open')}
        </Button>
      </div>
      {publishing ? (
        <Suspense fallback={null}>
          <PublishDialog id={id} onClose={() => setPublishing(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
