import { Button, NativeSelect, Radio, TextInput, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type FragmentType, graphql, unmask } from '@/gql';
import type { EvidenceKind } from '@/gql/graphql';
import { useDraft } from '@/lib/useDraft';
import type { UploadedFile } from '@/lib/useFileUpload';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { FileField } from '@/ui/FileField';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from '../development.module.css';
import { useGoalReaders } from '../readers';
import { Restored } from '../Restored';
import { useAddEvidence } from './useEvidence';

export const AddEvidenceDialogFragment = graphql(`
  fragment AddEvidenceDialog_goal on Goal {
    id
    title
    visibility
    person {
      id
      isViewer
    }
  }
`);

const EvidenceToChoose = graphql(`
  query EvidenceToChoose($kind: EvidenceKind!, $search: String) {
    viewer {
      evidenceToChoose(kind: $kind, search: $search) {
        sourceId
        title
        at
        by {
          id
          name
        }
      }
    }
  }
`);

const WRITTEN: readonly EvidenceKind[] = ['NOTE', 'LINK', 'FILE'];
const CHOSEN: readonly EvidenceKind[] = ['FEEDBACK', 'KUDOS', 'ACTION_ITEM'];
const FIELDS = ['title', 'body', 'url', 'fileId', 'sourceId'] as const;

interface AddEvidenceDialogProps {
  goal: FragmentType<typeof AddEvidenceDialogFragment>;
  readers: string;
  onClose: () => void;
}

/** Shows how a goal goes: written, linked, sent, or chosen from what one received and did. */
export default function AddEvidenceDialog({ goal: masked, readers, onClose }: AddEvidenceDialogProps) {
  const goal = unmask(AddEvidenceDialogFragment, masked);
  const { t } = useTranslation(['development', 'common']);
  const add = useAddEvidence();
  // Somebody else than the viewer reads neither notes nor thanks to them without choosing it there.
  const shared = useGoalReaders(readers, goal.visibility === 'EVERYONE' ? 'SHARED' : goal.visibility);
  const { value, change, clear, restored } = useDraft(`development.evidence:${goal.id}`, {
    kind: 'NOTE' as EvidenceKind,
    title: '',
    body: '',
    url: '',
    sourceId: '',
  });
  const [file, setFile] = useState<UploadedFile | null>(null);
  const kinds = goal.person.isViewer ? [...WRITTEN, ...CHOSEN] : WRITTEN;
  const kind = kinds.includes(value.kind) ? value.kind : 'NOTE';
  const chosen = CHOSEN.includes(kind);

  const complete =
    kind === 'NOTE'
      ? value.body.trim() !== ''
      : kind === 'LINK'
        ? value.url.trim() !== ''
        : kind === 'FILE'
          ? file !== null
          : value.sourceId !== '';

  async function send() {
    if (!complete) return;
    const outcome = await add.run({
      input: {
        goalId: goal.id,
        kind,
        title: chosen ? '' : value.title,
        body: value.body,
        url: kind === 'LINK' ? withScheme(value.url) : '',
        fileId: kind === 'FILE' ? (file?.id ?? null) : null,
        sourceId: chosen ? value.sourceId : null,
      },
    });
    if (!outcome.ok) return;
    clear();
    toast(t('evidence.added'));
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('evidence.addTitle')}>
      <Form onSubmit={() => void send()}>
        <Restored shown={restored} onDiscard={clear} />
        <p className={classes.about}>{goal.title}</p>
        <NativeSelect
          label={t('evidence.what')}
          value={kind}
          data-autofocus
          onChange={(event) => {
            add.reset();
            change({ kind: event.currentTarget.value as EvidenceKind, sourceId: '' });
          }}
          data={kinds.map((one) => ({ value: one, label: t(`evidence.kind.${one}`) }))}
        />
        {kind === 'LINK' ? (
          <TextInput
            type="url"
            inputMode="url"
            required
            label={t('evidence.url')}
            placeholder="https://"
            value={value.url}
            error={add.fieldError('url')}
            onChange={(event) => change({ url: event.currentTarget.value })}
          />
        ) : null}
        {kind === 'FILE' ? (
          <FileField
            label={t('evidence.file')}
            value={file}
            error={add.fieldError('fileId')}
            onChange={setFile}
          />
        ) : null}
        {chosen ? (
          <Choose
            kind={kind}
            value={value.sourceId}
            error={add.fieldError('sourceId')}
            onChange={(sourceId) => change({ sourceId })}
          />
        ) : (
          <TextInput
            label={kind === 'NOTE' ? t('evidence.titleOfNote') : t('evidence.title')}
            maxLength={200}
            value={value.title}
            error={add.fieldError('title')}
            onChange={(event) => change({ title: event.currentTarget.value })}
          />
        )}
        <Textarea
          label={kind === 'NOTE' ? t('evidence.note') : t('evidence.body')}
          description={kind === 'NOTE' ? t('evidence.noteHint') : undefined}
          required={kind === 'NOTE'}
          autosize
          minRows={kind === 'NOTE' ? 4 : 2}
          maxRows={14}
          value={value.body}
          error={add.fieldError('body')}
          onChange={(event) => change({ body: event.currentTarget.value })}
        />
        <FormError>{add.error(...FIELDS)}</FormError>
        <WhoWillSee>{chosen ? t('evidence.whoSeesChosen', { readers: shared }) : shared}</WhoWillSee>
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={add.pending} disabled={!complete}>
            {t('evidence.add')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

interface ChooseProps {
  kind: EvidenceKind;
  value: string;
  error: string | undefined;
  onChange: (sourceId: string) => void;
}

function Choose({ kind, value, error, onChange }: ChooseProps) {
  const { t } = useTranslation('development');
  const dates = useDates();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 200);
  const result = useQuery({ query: EvidenceToChoose, variables: { kind, search: search || null } });
  return (
    <>
      <TextInput
        type="search"
        label={t('evidence.search')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Query result={result}>
        {({ viewer }) => {
          const choices = viewer?.evidenceToChoose ?? [];
          if (choices.length === 0) {
            return (
              <p className={classes.hint}>
                {search ? t('evidence.nothingFound') : t(`evidence.none.${kind as 'FEEDBACK'}`)}
              </p>
            );
          }
          return (
            <Radio.Group
              label={t('evidence.which')}
              required
              value={value}
              error={error}
              onChange={onChange}
            >
              <div className={`${classes.choiceList} ${classes.scroll}`}>
                {choices.map((one) => (
                  <Radio
                    key={one.sourceId}
                    value={one.sourceId}
                    label={one.title}
                    description={
                      one.by
                        ? t('evidence.byOn', { name: one.by.name, date: dates.shortDay(one.at) })
                        : dates.shortDay(one.at)
                    }
                  />
                ))}
              </div>
            </Radio.Group>
          );
        }}
      </Query>
    </>
  );
}

/** People paste addresses without their beginning. */
function withScheme(url: string): string {
  const text = url.trim();
  return /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
}
