import { Button, Textarea } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SaveResult, useAutosaveOf } from '@/lib/useAutosave';
import { useOnline } from '@/lib/useOnline';
import { FormActions, FormError } from '@/ui/Form';
import { ProgressBar } from '@/ui/ProgressBar';
import { SavedMark } from '@/ui/SavedMark';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from '../competencies.module.css';
import {
  type Answer,
  type Answers,
  NO_ANSWER,
  NO_ANSWERS,
  draftKeyOf,
  inputOf,
  missingOf,
  sameAnswers,
} from './answers';
import { Clash } from './Clash';
import { EvidenceField } from './EvidenceField';
import { FeedbackOn } from './FeedbackOn';
import { RankField } from './RankField';
import { useSaveAssessment, useSubmitAssessment } from './useAssessments';
import { type Asked, type AskedLine, ranksOf } from './wire';

interface AssessmentDeskProps {
  asked: Asked;
  /** Whether the viewer answers about themselves. */
  own: boolean;
  person: string;
  /** Who answers for the other side, in words. */
  other: string;
  /** As the server has them. */
  answers: Answers;
  version: number;
  reload: () => void;
}

/** Where one side answers: each competency with its levels in words. It saves itself. */
export function AssessmentDesk({
  asked,
  own,
  person,
  other,
  answers: known,
  version,
  reload,
}: AssessmentDeskProps) {
  const { t } = useTranslation(['competencies', 'common']);
  const { run, refusal } = useSaveAssessment();
  const submit = useSubmitAssessment();
  const online = useOnline();
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [sending, setSending] = useState(false);
  const { id } = asked;
  const ids = useMemo(() => asked.lines.map((line) => line.competency.id), [asked.lines]);

  const save = useCallback(
    async (answers: Answers, base: number): Promise<SaveResult> => {
      const outcome = await run({ input: { id, version: base, answers: inputOf(answers, ids) } });
      if (outcome.ok) {
        return { ok: true, version: outcome.data.assessment.mySheet?.version ?? base + 1 };
      }
      const conflict = outcome.refusal?.code === 'STALE_VERSION';
      // Handed in or called off elsewhere: the page says so when it is read again.
      if (outcome.refusal && !conflict && outcome.refusal.kind !== 'INVALID_INPUT') reload();
      return { ok: false, conflict };
    },
    [run, id, ids, reload],
  );
  const desk = useAutosaveOf({
    key: draftKeyOf(id),
    server: { text: known, version },
    empty: NO_ANSWERS,
    same: sameAnswers,
    save,
    reload,
  });
  const answers = desk.text;
  const missing = missingOf(ids, answers);
  const answered = ids.length - missing.length;

  function put(competencyId: string, patch: Partial<Answer>) {
    desk.change({ ...answers, [competencyId]: { ...(answers[competencyId] ?? NO_ANSWER), ...patch } });
  }

  async function send() {
    setTried(true);
    setProblem(undefined);
    const [first] = missing;
    if (first !== undefined) {
      setProblem(t('desk.missing', { count: missing.length }));
      document.getElementById(placeOf(ids.indexOf(first)))?.querySelector('input')?.focus();
      return;
    }
    setSending(true);
    const settled = await desk.settle();
    if (settled === null) {
      setProblem(t('desk.notSaved'));
    } else {
      const outcome = await submit.run({ input: { id, version: settled } });
      if (outcome.ok) {
        toast(outcome.data.assessment.state === 'COMPARED' ? t('desk.compared') : t('desk.sent'));
      } else {
        setProblem(outcome.refusal?.message ?? outcome.fault);
      }
    }
    setSending(false);
  }

  const refused = refusal && refusal.code !== 'STALE_VERSION' ? refusal.message : undefined;
  let family = '';
  return (
    <div className={classes.stack}>
      {desk.theirs ? (
        <Clash asked={asked} mine={answers} theirs={desk.theirs} onChoose={desk.choose} />
      ) : null}
      <div className={classes.progress}>
        <span className={classes.progressWords}>
          {t('desk.progress', { answered, count: ids.length })}
          <SavedMark state={desk.state} />
        </span>
        <ProgressBar
          value={ids.length === 0 ? 0 : Math.round((answered / ids.length) * 100)}
          label={t('desk.progressLabel')}
        />
      </div>
      <form
        noValidate
        className={classes.stack}
        aria-label={t('desk.form')}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {asked.lines.map((line, index) => {
          const heading = line.familyName !== family;
          family = line.familyName;
          return (
            <div key={line.competency.id} className={classes.stack} data-gap="small">
              {heading ? <h2 className={classes.familyName}>{line.familyName}</h2> : null}
              <Question
                place={placeOf(index)}
                asked={asked}
                line={line}
                own={own}
                person={person}
                answer={answers[line.competency.id] ?? NO_ANSWER}
                missing={tried && missing.includes(line.competency.id)}
                onChange={(patch) => put(line.competency.id, patch)}
                onLeave={() => void desk.flush()}
              />
            </div>
          );
        })}
        <FormError>{problem ?? refused}</FormError>
        <WhoWillSee>{t('desk.whoSees', { name: other })}</WhoWillSee>
        <p className={classes.note}>{t('desk.final')}</p>
        {online ? null : <p className={classes.note}>{t('desk.offline')}</p>}
        <FormActions>
          <Button type="submit" loading={sending} disabled={desk.theirs !== undefined}>
            {t('desk.send')}
          </Button>
        </FormActions>
      </form>
    </div>
  );
}

const placeOf = (index: number) => `competency-${index + 1}`;

interface QuestionProps {
  place: string;
  asked: Asked;
  line: AskedLine;
  own: boolean;
  person: string;
  answer: Answer;
  missing: boolean;
  onChange: (patch: Partial<Answer>) => void;
  onLeave: () => void;
}

function Question({
  place,
  asked,
  line,
  own,
  person,
  answer,
  missing,
  onChange,
  onLeave,
}: QuestionProps) {
  const { t } = useTranslation('competencies');
  const name = line.competency.name;
  const notes = asked.feedback
    .filter((one) => one.competency.id === line.competency.id)
    .map((one) => one.note);
  const taken = new Set(answer.evidence.flatMap((one) => (one.sourceId ? [one.sourceId] : [])));
  return (
    <section
      id={place}
      className={classes.question}
      data-missing={missing || undefined}
      aria-labelledby={`${place}-name`}
    >
      <h3 id={`${place}-name`} className={classes.competencyName}>
        {name}
      </h3>
      <RankField
        options={ranksOf(asked, line)}
        expected={line.expectedRank}
        value={answer.rank}
        onChange={(rank) => onChange({ rank })}
        invalid={missing}
        labelledBy={`${place}-name`}
        describedBy={missing ? `${place}-missing` : undefined}
      />
      {missing ? (
        <p id={`${place}-missing`} className={classes.problem}>
          {t('desk.choose')}
        </p>
      ) : null}
      <Textarea
        label={own ? t('desk.noteOwn') : t('desk.noteOf', { name: person })}
        aria-label={
          own
            ? t('desk.noteOwnFor', { competency: name })
            : t('desk.noteOfFor', { name: person, competency: name })
        }
        autosize
        minRows={2}
        value={answer.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
        onBlur={onLeave}
      />
      <FeedbackOn
        notes={notes}
        taken={taken}
        onTake={(sourceId, label) =>
          onChange({
            evidence: [
              ...answer.evidence,
              { kind: 'FEEDBACK', title: '', url: '', fileId: null, sourceId, label },
            ],
          })
        }
      />
      <EvidenceField
        competency={name}
        value={answer.evidence}
        onChange={(evidence) => onChange({ evidence })}
        own={own}
      />
    </section>
  );
}
