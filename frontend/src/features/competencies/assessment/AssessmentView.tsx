import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { DateText, useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { toast } from '@/ui/toast';
import classes from '../competencies.module.css';
import { levelTitle } from '../levels/levelTitle';
import { type Answers, NO_ANSWERS, SheetAnswerFragment, answersOf } from './answers';
import { AssessmentDesk } from './AssessmentDesk';
import { Comparison, EvidenceList } from './Comparison';
import { Left } from './Left';
import { useCancelAssessment } from './useAssessments';
import { type Asked, AskedFragment, levelName } from './wire';

export const AssessmentViewFragment = graphql(`
  fragment AssessmentView_assessment on Assessment {
    id
    state
    openedAt
    dueOn
    comparedAt
    mySide
    selfSubmitted
    managerSubmitted
    canAnswer
    canCancel
    person {
      id
      name
      isViewer
      manager {
        id
        name
      }
      ...PersonLine_person
    }
    manager {
      id
      name
    }
    mySheet {
      version
      submittedAt
      answers {
        competencyId
        ...SheetAnswer_answer
      }
    }
    ...Asked_assessment
    ...Comparison_assessment
  }
`);

type Shown = DocumentType<typeof AssessmentViewFragment>;

interface AssessmentViewProps {
  assessment: FragmentType<typeof AssessmentViewFragment>;
  reload: () => void;
}

/** The day of an instant, after a verb: without the weekday, which would want a case of its own. */
function Day({ at }: { at: string }) {
  const dates = useDates();
  return (
    <time dateTime={at} title={dates.full(at)}>
      {dates.shortDay(at)}
    </time>
  );
}

/** An assessment: answered blind by both sides, then compared. */
export function AssessmentView({ assessment: masked, reload }: AssessmentViewProps) {
  const assessment = unmask(AssessmentViewFragment, masked);
  const asked = unmask(AskedFragment, assessment);
  const { t } = useTranslation('competencies');
  const { person, state } = assessment;
  const own = assessment.mySide === 'SELF';
  const sheet = assessment.mySheet;
  const answers = useMemo(
    () => (sheet ? answersOf(unmask(SheetAnswerFragment, sheet.answers)) : NO_ANSWERS),
    [sheet],
  );
  const manager = assessment.manager?.name ?? person.manager?.name ?? t('who.managerOf');
  const other = own ? manager : person.name;
  const writes = state === 'OPEN' && assessment.canAnswer && !sheet?.submittedAt;
  return (
    <div className={classes.reading}>
      <div className={classes.stack} data-gap="small">
        <PersonLine
          person={person}
          size="lg"
          note={levelTitle(asked.level)}
        />
        <p className={classes.note}>
          {assessment.comparedAt ? (
            <>
              {t('assessment.comparedOn')} <Day at={assessment.comparedAt} />
            </>
          ) : (
            <>
              {t('assessment.openedOn')} <Day at={assessment.openedAt} />
              {assessment.dueOn ? (
                <>
                  {' · '}
                  {t('assessment.due')} <DateText date={assessment.dueOn} />
                </>
              ) : null}
            </>
          )}
        </p>
      </div>
      {writes ? (
        <>
          <p className={classes.calm}>{t('desk.blind', { name: other })}</p>
          <AssessmentDesk
            asked={asked}
            own={own}
            person={person.name}
            other={other}
            answers={answers}
            version={sheet?.version ?? 0}
            reload={reload}
          />
        </>
      ) : null}
      {writes ? null : <Left asked={asked} answers={answers} />}
      {state === 'OPEN' && !writes ? (
        <>
          <Waiting assessment={assessment} other={other} />
          {sheet?.submittedAt ? <Sheet asked={asked} answers={answers} sheet={sheet} /> : null}
        </>
      ) : null}
      {state === 'COMPARED' ? (
        <Comparison
          asked={asked}
          assessment={assessment}
          self={person.isViewer ? t('who.you') : person.name}
          manager={assessment.mySide === 'MANAGER' ? t('who.you') : manager}
          personId={person.id}
        />
      ) : null}
      {state === 'CANCELLED' ? <p className={classes.calm}>{t('assessment.cancelledText')}</p> : null}
      {assessment.canCancel ? <Cancel id={assessment.id} /> : null}
    </div>
  );
}

/** Told is only whether the other side has answered, never what or when. */
function Waiting({ assessment, other }: { assessment: Shown; other: string }) {
  const { t } = useTranslation('competencies');
  const submitted = assessment.mySheet?.submittedAt;
  return (
    <div className={classes.calm} role="status">
      <p className={classes.strong}>
        {submitted ? t('waiting.sent') : t('waiting.notYours')}
      </p>
      <p>
        {submitted
          ? t('waiting.forOther', { name: other })
          : t('waiting.forBoth', { name: assessment.person.name })}
      </p>
    </div>
  );
}

interface SheetProps {
  asked: Asked;
  answers: Answers;
  sheet: NonNullable<Shown['mySheet']>;
}

/** What one has answered oneself, to read again while the other side writes. */
function Sheet({ asked, answers, sheet }: SheetProps) {
  const { t } = useTranslation('competencies');
  const wire = unmask(SheetAnswerFragment, sheet.answers);
  return (
    <details className={classes.details}>
      <summary>{t('waiting.yourAnswers')}</summary>
      <ul className={classes.profile}>
        {asked.lines.map((line) => {
          const answer = answers[line.competency.id];
          const evidence =
            wire.find((one) => one.competencyId === line.competency.id)?.evidence ?? [];
          return (
            <li key={line.competency.id} className={classes.profileLine}>
              <h2 className={classes.competencyName}>{line.competency.name}</h2>
              <span>
                {answer?.rank
                  ? (levelName(asked, answer.rank) ?? t('rank.number', { rank: answer.rank }))
                  : t('rank.none')}
              </span>
              {answer?.note ? <p className={classes.prose}>{answer.note}</p> : null}
              {evidence.length > 0 ? <EvidenceList evidence={evidence} /> : null}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** It cannot be undone, for what was answered is destroyed: so it asks once more. */
function Cancel({ id }: { id: string }) {
  const { t } = useTranslation('competencies');
  const cancel = useCancelAssessment();
  const [sure, setSure] = useState(false);

  async function run() {
    const outcome = await cancel.run({ input: { id } });
    if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
    setSure(false);
  }

  return (
    <div className={classes.cancel} data-no-print>
      {sure ? (
        <div className={classes.buttons} role="alert">
          <span>{t('cancel.sure')}</span>
          <Button color="red" loading={cancel.pending} onClick={() => void run()}>
            {t('cancel.yes')}
          </Button>
          <Button variant="default" onClick={() => setSure(false)}>
            {t('cancel.no')}
          </Button>
        </div>
      ) : (
        <Button variant="subtle" color="red" onClick={() => setSure(true)}>
          {t('cancel.open')}
        </Button>
      )}
    </div>
  );
}
