import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { HandoverReason } from '@/gql/graphql';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { Form, FormActions, FormError } from '@/ui/Form';
import { List } from '@/ui/List';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { type Candidate, HandoverCandidate } from './HandoverCandidate';
import classes from './handovers.module.css';
import { useDeleteHandover, useSaveHandover, useShareHandover } from './useHandovers';

/** What a candidate is called among the lines of a form. */
export function nameOf(one: { kind: string; subjectId: string | null }): string {
  return `${one.kind}:${one.subjectId ?? ''}`;
}

/** What stands in the form. `lines` holds the words of those that are chosen, by `nameOf`. */
export interface Written {
  id: string | null;
  version: number | null;
  receiver: PickedPerson[];
  reason: HandoverReason;
  aboutId: string | null;
  note: string;
  lines: Record<string, string>;
}

const REASONS: readonly HandoverReason[] = ['NEW_MANAGER', 'MOVING', 'LEAVING'];

interface HandoverEditorProps {
  /** Names the draft on this device. */
  name: string;
  initial: Written;
  candidates: readonly Candidate[];
}

/** Writes a handover: to whom, why, a note, and what goes with it. Nobody reads it before it is shared. */
export function HandoverEditor({ name, initial, candidates }: HandoverEditorProps) {
  const { t } = useTranslation(['handovers', 'common']);
  const go = useNavigate();
  const draft = useDraft<Written>(`handovers.write:${name}`, initial);
  const save = useSaveHandover();
  const share = useShareHandover();
  const remove = useDeleteHandover();
  const { receiver, reason, note, lines } = draft.value;
  const person = receiver[0];

  const keep = async () => {
    if (!person) return null;
    const outcome = await save.run({
      input: {
        id: draft.value.id,
        version: draft.value.version,
        receiverId: person.id,
        reason,
        aboutId: draft.value.aboutId,
        note,
        lines: candidates
          .filter((one) => nameOf(one) in lines)
          .map((one) => ({ kind: one.kind, subjectId: one.subjectId, text: lines[nameOf(one)] ?? '' })),
      },
    });
    if (!outcome.ok) return null;
    const { id, version } = outcome.data.handover;
    // So that what is sent again after a failure is the same handover.
    draft.change({ id, version });
    return { id, version };
  };

  const store = async () => {
    const kept = await keep();
    if (!kept) return;
    draft.clear();
    toast(t('write.kept'));
    await go(paths.handover(kept.id), { replace: true });
  };

  const send = async () => {
    const kept = await keep();
    if (!kept) return;
    const outcome = await share.run({ input: kept });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('write.shared', { name: person?.name ?? '' }));
    await go(paths.handover(kept.id), { replace: true });
  };

  const drop = async () => {
    if (draft.value.id) {
      const outcome = await remove.run({ input: { id: draft.value.id } });
      if (!outcome.ok) return;
    }
    draft.clear();
    await go(paths.handovers, { replace: true });
  };

  const choose = (candidate: Candidate, chosen: boolean) => {
    const next = { ...lines };
    if (chosen) next[nameOf(candidate)] = candidate.title;
    else delete next[nameOf(candidate)];
    draft.change({ lines: next });
  };

  return (
    <Form onSubmit={() => void send()} label={t('write.title')}>
      <PersonPicker
        label={t('write.receiver')}
        value={receiver}
        onChange={(people) => draft.change({ receiver: people })}
        error={save.fieldError('receiverId')}
        required
      />
      <SegmentedControl
        aria-label={t('write.reason')}
        value={reason}
        onChange={(value) => draft.change({ reason: value as HandoverReason })}
        data={REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
      />
      <Textarea
        size="md"
        label={t('write.note')}
        description={t('write.noteHint')}
        autosize
        minRows={6}
        value={note}
        error={save.fieldError('note')}
        onChange={(event) => draft.change({ note: event.currentTarget.value })}
      />
      <Section title={t('write.lines')}>
        <p className={classes.dim}>{t('write.linesHint')}</p>
        {candidates.length === 0 ? (
          <p className={classes.dim}>{t('candidates.none')}</p>
        ) : (
          <List>
            {candidates.map((one) => {
              const words = lines[nameOf(one)];
              return (
                <HandoverCandidate
                  key={one.key}
                  candidate={one}
                  chosen={words !== undefined}
                  onChoose={(chosen) => choose(one, chosen)}
                >
                  {words !== undefined ? (
                    <Textarea
                      className={classes.words}
                      label={t('write.text')}
                      autosize
                      minRows={2}
                      value={words}
                      onChange={(event) =>
                        draft.change({ lines: { ...lines, [nameOf(one)]: event.currentTarget.value } })
                      }
                    />
                  ) : null}
                </HandoverCandidate>
              );
            })}
          </List>
        )}
      </Section>
      <FormError>{save.error('receiverId', 'note') ?? share.error() ?? remove.error()}</FormError>
      <WhoWillSee>
        {person ? t('write.whoSees', { name: person.name }) : t('write.whoSeesNobody')}
      </WhoWillSee>
      <FormActions>
        <Button variant="subtle" loading={remove.pending} onClick={() => void drop()}>
          {t('write.discard')}
        </Button>
        <Button
          variant="default"
          disabled={!person}
          loading={save.pending && !share.pending}
          onClick={() => void store()}
        >
          {t('write.keep')}
        </Button>
        <Button type="submit" disabled={!person} loading={share.pending}>
          {t('write.share')}
        </Button>
      </FormActions>
    </Form>
  );
}
