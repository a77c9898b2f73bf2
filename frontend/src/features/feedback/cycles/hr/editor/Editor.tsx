import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { Query } from '@/ui/Query';
import { SavedMark } from '@/ui/SavedMark';
import { LoadingState, NotThere } from '@/ui/states';
import { TabLink, TabLinks } from '@/ui/TabLinks';
import { MoveDialog, MovesFragment } from '../Moves';
import classes from '../hr.module.css';
import { AudienceFields } from './AudienceFields';
import { Basics } from './Basics';
import { Dates } from './Dates';
import { Launch } from './Launch';
import { Perspectives } from './Perspectives';
import { Questions } from './Questions';
import { CycleEditorFragment, type EditedCycle } from './form';
import { PARTS, type Part } from './parts';
import { type EditorFacts, EditorFactsFragment, useCycleForm } from './useCycleForm';

const EditorQuery = graphql(`
  query CycleEditor($id: ID!) {
    cycle(id: $id) {
      id
      state
      ...CycleEditor_cycle
      ...EditorFacts_cycle
      ...Launch_cycle
      ...Moves_cycle
    }
  }
`);

/** A draft, part by part; it saves itself. The last part is where it is launched. */
export default function Editor({ id, part }: { id: string; part: Part }) {
  const { t } = useTranslation('cycles');
  const result = useQuery({ query: EditorQuery, variables: { id } });
  const reload = () => result[1]({ requestPolicy: 'network-only' });
  return (
    <>
      <TabLinks label={t('part.label')} tight>
        {PARTS.map((one) => (
          <TabLink
            key={one}
            to={one === 'basics' ? paths.cycle(id) : paths.cyclePart(id, one)}
            current={one === part}
          >
            {t(`part.${one}`)}
          </TabLink>
        ))}
      </TabLinks>
      <Query result={result} loading={<LoadingState lines={5} />}>
        {({ cycle }) =>
          cycle ? (
            <Fields
              cycle={unmask(CycleEditorFragment, cycle)}
              read={unmask(EditorFactsFragment, cycle)}
              launch={cycle}
              moves={unmask(MovesFragment, cycle)}
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
  cycle: EditedCycle;
  read: EditorFacts;
  launch: Parameters<typeof Launch>[0]['cycle'];
  moves: DocumentType<typeof MovesFragment>;
  part: Part;
  reload: () => void;
}

function Fields({ cycle, read, launch, moves, part, reload }: FieldsProps) {
  const { t } = useTranslation('cycles');
  const editor = useCycleForm(cycle, read, reload);
  const { form, change, fieldError } = editor;
  const [dropping, setDropping] = useState(false);
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
      {part === 'basics' ? <Basics editor={editor} /> : null}
      {part === 'dates' ? <Dates editor={editor} /> : null}
      {part === 'audience' ? (
        <AudienceFields
          value={form.audience}
          change={(patch) => change({ audience: { ...form.audience, ...patch } })}
          error={fieldError('audience')}
          beside
        />
      ) : null}
      {part === 'perspectives' ? <Perspectives editor={editor} /> : null}
      {part === 'questions' ? <Questions editor={editor} cycleId={cycle.id} /> : null}
      {part === 'launch' ? <Launch cycle={launch} editor={editor} reload={reload} /> : null}
      {part === 'basics' && moves.allowedStates.includes('CANCELLED') ? (
        <div>
          <Button
            mt={24}
            variant="subtle"
            color="red"
            className={classes.flush ?? ''}
            onClick={() => setDropping(true)}
          >
            {t('editor.drop')}
          </Button>
        </div>
      ) : null}
      {dropping ? (
        <MoveDialog
          cycle={{ ...moves, version: editor.facts.version }}
          to="CANCELLED"
          onClose={() => setDropping(false)}
        />
      ) : null}
      <div className={classes.bar} data-quiet={(!next && editor.state === 'idle') || undefined}>
        <span className={classes.grow}>
          <SavedMark state={editor.state} />
          {editor.state === 'kept' && editor.refusal ? (
            <span role="alert" className={classes.moved}>
              {editor.refusal}
            </span>
          ) : null}
        </span>
        {next ? (
          <Button component={Link} to={paths.cyclePart(cycle.id, next)} onClick={() => void editor.flush()}>
            {t('editor.next', { part: t(`part.${next}`) })}
          </Button>
        ) : null}
      </div>
    </>
  );
}
