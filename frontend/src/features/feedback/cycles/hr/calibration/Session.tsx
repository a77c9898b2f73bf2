import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from '../hr.module.css';
import { Changes } from './Changes';
import { Distribution, Leniency } from './Figures';
import { NineBox } from './NineBox';
import { RatingGrid } from './RatingGrid';
import { useCloseCalibrationSession } from './useCalibration';

const ProposeDialog = lazy(() => import('./ProposeDialog'));
const SessionDialog = lazy(() => import('./SessionDialog'));

export const SessionQuery = graphql(`
  query CalibrationSession($id: ID!) {
    calibrationSession(id: $id) {
      id
      name
      state
      version
      canManage
      canPropose
      canDecide
      facilitators {
        id
        name
        ...PersonLine_person
      }
      xQuestion {
        id
        text
      }
      yQuestion {
        id
        text
      }
      questions {
        id
        text
        scale {
          value
          label
        }
      }
      seats {
        box
        participant {
          id
        }
        person {
          id
          name
          ...PersonLine_person
        }
        ratings {
          question {
            id
          }
          manager
          calibrated
          self
          others
          othersLow
          othersHigh
          othersRaters
        }
      }
      leniency {
        reviews
        mean
        difference
        low
        high
        rater {
          id
          ...PersonLine_person
        }
      }
      distribution {
        n
        mean
        low
        high
        question {
          id
          text
        }
        counts {
          label
          from
          to
          count
        }
      }
      changes {
        id
        before
        after
        reason
        state
        createdAt
        decidedAt
        canDecide
        question {
          id
          text
        }
        participant {
          id
          person {
            id
            ...PersonLine_person
          }
        }
        proposedBy {
          id
          ...PersonLine_person
        }
        decidedBy {
          id
          ...PersonLine_person
        }
      }
    }
  }
`);

export type Session = NonNullable<DocumentType<typeof SessionQuery>['calibrationSession']>;
export type Seat = Session['seats'][number];
export type Question = Session['questions'][number];

export const useSession = (id: string) => useQuery({ query: SessionQuery, variables: { id } });

export interface Target {
  seat: Seat;
  question: Question;
  /** The rating that was typed, where one was. */
  after: number | null;
}

/** Ratings side by side, what stands out, and what is proposed to change. */
export function SessionView({ session, cycleId }: { session: Session; cycleId: string }) {
  const { t } = useTranslation('cycles');
  const close = useCloseCalibrationSession();
  const [target, setTarget] = useState<Target | null>(null);
  const [editing, setEditing] = useState(false);
  const open = session.state === 'OPEN';
  // Who sets sessions up without leading them sees who sits in them, and no rating.
  const blind = session.seats.length > 0 && session.seats.every((seat) => seat.ratings.length === 0);

  const end = async () => {
    const outcome = await close.run({ input: { id: session.id, reopen: !open } });
    if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
  };

  return (
    <div className={classes.stack}>
      <Section
        title={t('session.ratings')}
        aside={
          session.canManage ? (
            <span className={classes.buttons}>
              {open ? (
                <Button variant="default" onClick={() => setEditing(true)}>
                  {t('session.edit')}
                </Button>
              ) : null}
              <Button variant="default" loading={close.pending} onClick={() => void end()}>
                {t(open ? 'session.close' : 'session.reopen')}
              </Button>
            </span>
          ) : null
        }
      >
        {blind ? (
          <EmptyState title={t('session.blind')} example={t('session.blindExample')} />
        ) : session.seats.length === 0 || session.questions.length === 0 ? (
          <EmptyState title={t('session.empty')} example={t('session.emptyExample')} />
        ) : (
          <RatingGrid session={session} onChoose={setTarget} />
        )}
      </Section>
      {blind ? <Seats session={session} /> : <Contents session={session} />}
      <Suspense fallback={null}>
        {target ? (
          <ProposeDialog
            sessionId={session.id}
            target={target}
            onClose={() => setTarget(null)}
          />
        ) : null}
        {editing ? (
          <SessionDialog
            cycleId={cycleId}
            session={{
              id: session.id,
              version: session.version,
              name: session.name,
              facilitators: session.facilitators.map(({ id, name }) => ({ id, name })),
              seats: session.seats.map(({ participant, person }) => ({
                id: participant.id,
                name: person.name,
              })),
              xQuestionId: session.xQuestion?.id ?? null,
              yQuestionId: session.yQuestion?.id ?? null,
            }}
            onClose={() => setEditing(false)}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

function Contents({ session }: { session: Session }) {
  const { t } = useTranslation('cycles');
  return (
    <>
      <Section title={t('changes.title')}>
        <Changes session={session} />
      </Section>
      {session.xQuestion && session.yQuestion ? (
        <Section title={t('nineBox.title')}>
          <NineBox session={session} />
        </Section>
      ) : null}
      <Section title={t('distribution.title')}>
        <Distribution session={session} />
      </Section>
      <Section title={t('leniency.title')}>
        <Leniency session={session} />
      </Section>
    </>
  );
}

function Seats({ session }: { session: Session }) {
  const { t } = useTranslation('cycles');
  return (
    <Section title={t('session.seats')}>
      <ul className={classes.people}>
        {session.seats.map((seat) => (
          <li key={seat.participant.id}>
            <PersonLine person={seat.person} size="sm" />
          </li>
        ))}
      </ul>
    </Section>
  );
}
