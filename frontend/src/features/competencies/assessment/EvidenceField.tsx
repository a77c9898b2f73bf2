import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import type { EvidenceKind } from '@/gql/graphql';
import type { UploadedFile } from '@/lib/useFileUpload';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { FileField } from '@/ui/FileField';
import { Form, FormActions } from '@/ui/Form';
import { LoadingState } from '@/ui/states';
import classes from '../competencies.module.css';
import type { Shown } from './answers';
import { EvidenceKindIcon } from './EvidenceKindIcon';

const EvidenceToChoose = graphql(`
  query EvidenceForAssessment($kind: EvidenceKind!) {
    viewer {
      evidenceToChoose(kind: $kind) {
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

const OWN: readonly EvidenceKind[] = ['LINK', 'FILE', 'FEEDBACK', 'KUDOS', 'ACTION_ITEM'];
const OTHERS: readonly EvidenceKind[] = ['LINK', 'FILE'];
const ADDRESS = /^https?:\/\/\S+$/i;

interface EvidenceFieldProps {
  competency: string;
  value: readonly Shown[];
  onChange: (evidence: readonly Shown[]) => void;
  /** Whether the viewer answers about themselves: only then do they choose from what they received. */
  own: boolean;
}

/** What shows an answer: links, files, feedback, thanks, promises kept. */
export function EvidenceField({ competency, value, onChange, own }: EvidenceFieldProps) {
  const { t } = useTranslation('competencies');
  const [adding, setAdding] = useState(false);
  return (
    <div className={classes.evidence}>
      {value.length > 0 ? (
        <ul className={classes.evidenceList} aria-label={t('evidence.of', { competency })}>
          {value.map((one, index) => (
            <li key={index} className={classes.evidenceOne}>
              <EvidenceKindIcon kind={one.kind} />
              <span className={classes.evidenceName}>{one.label}</span>
              <CloseButton
                aria-label={t('evidence.remove', { title: one.label })}
                onClick={() => onChange(value.filter((other) => other !== one))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <Button
        variant="subtle"
        leftSection={<IconPlus size={16} />}
        aria-label={t('evidence.addTo', { competency })}
        onClick={() => setAdding(true)}
      >
        {t('evidence.add')}
      </Button>
      {adding ? (
        <AddEvidence
          kinds={own ? OWN : OTHERS}
          taken={value}
          onAdd={(one) => onChange([...value, one])}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </div>
  );
}

interface AddEvidenceProps {
  kinds: readonly EvidenceKind[];
  taken: readonly Shown[];
  onAdd: (one: Shown) => void;
  onClose: () => void;
}

function AddEvidence({ kinds, taken, onAdd, onClose }: AddEvidenceProps) {
  const { t } = useTranslation(['competencies', 'common']);
  const [kind, setKind] = useState<EvidenceKind>('LINK');
  const [title, setTitle] = useState('');
  const [url, setUrl] = useState('');
  const [tried, setTried] = useState(false);
  const [file, setFile] = useState<UploadedFile | null>(null);
  const address = url.trim();

  const put = (one: Partial<Shown>) => {
    onAdd({ kind, title: '', url: '', fileId: null, sourceId: null, label: '', ...one });
    onClose();
  };
  function send() {
    setTried(true);
    if (kind === 'LINK' && ADDRESS.test(address)) {
      put({ title: title.trim(), url: address, label: title.trim() || address });
    } else if (kind === 'FILE' && file) {
      put({ title: title.trim(), fileId: file.id, label: title.trim() || file.name });
    }
  }
  const typed = kind === 'LINK' || kind === 'FILE';
  return (
    <Dialog opened onClose={onClose} title={t('evidence.title')}>
      <Form onSubmit={send}>
        <NativeSelect
          label={t('evidence.kind')}
          data-autofocus
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as EvidenceKind)}
          data={kinds.map((one) => ({ value: one, label: t(`evidence.kind.${one}`) }))}
        />
        {kind === 'LINK' ? (
          <TextInput
            type="url"
            inputMode="url"
            label={t('evidence.url')}
            placeholder="https://"
            required
            value={url}
            error={tried && !ADDRESS.test(address) ? t('evidence.urlWrong') : undefined}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
        ) : null}
        {kind === 'FILE' ? (
          <FileField label={t('evidence.file')} value={file} onChange={setFile} />
        ) : null}
        {typed ? (
          <TextInput
            label={t('evidence.name')}
            description={t('evidence.nameHint')}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        ) : (
          <Choose
            kind={kind}
            taken={taken}
            onChoose={(sourceId, label) => put({ sourceId, label })}
          />
        )}
        <FormActions>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          {typed ? (
            <Button type="submit" disabled={kind === 'FILE' ? !file : address === ''}>
              {t('common:action.add')}
            </Button>
          ) : null}
        </FormActions>
      </Form>
    </Dialog>
  );
}

interface ChooseProps {
  kind: EvidenceKind;
  taken: readonly Shown[];
  onChoose: (sourceId: string, label: string) => void;
}

/** What one received or did, newest first; one choice is enough. */
function Choose({ kind, taken, onChoose }: ChooseProps) {
  const { t } = useTranslation('competencies');
  const dates = useDates();
  const [{ data, fetching }] = useQuery({ query: EvidenceToChoose, variables: { kind } });
  if (!data && fetching) return <LoadingState lines={3} height={52} />;
  const free = (data?.viewer?.evidenceToChoose ?? []).filter(
    (one) => !taken.some((other) => other.sourceId === one.sourceId),
  );
  if (free.length === 0) return <p className={classes.note}>{t('evidence.nothing')}</p>;
  return (
    <ul className={classes.sources} aria-label={t(`evidence.kind.${kind}`)}>
      {free.map((one) => (
        <li key={one.sourceId}>
          <button
            type="button"
            className={classes.source}
            onClick={() => onChoose(one.sourceId, one.title)}
          >
            <span>{one.title}</span>
            <span className={classes.note}>
              {one.by ? `${one.by.name} · ` : ''}
              {dates.day(one.at)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
