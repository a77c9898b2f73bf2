import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { usePreload } from '@/lib/usePreload';
import { DateTimeText, useDates } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { List } from '@/ui/List';
import { PersonLine, PersonName } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { PhaseLine } from '../parts/PhaseLine';
import { AddRaters } from './AddRaters';
import { NominatedLine } from './NominatedLine';
import classes from './nominations.module.css';
import { Suggested } from './Suggested';
import { useApproveNominations, useDelegateNomination, useSendNominations } from './useNominations';

const loadDelegate = () => import('./DelegateDialog');
const DelegateDialog = lazy(loadDelegate);
const LATER = [loadDelegate];

export const NominationFragment = graphql(`
  fragment Nomination_participant on CycleParticipant {
    id
    person {
      id
      name
      isViewer
      ...PersonLine_person
    }
    manager {
      id
      name
      isViewer
    }
    cycle {
      id
      name
      state
      nominationsNeedApproval
      loadLimit
      perspectives {
        kind
        anonymous
        minimum
      }
      ...PhaseLine_cycle
    }
    nominations {
      cap
      minimum
      until
      sentAt
      approvedAt
      canNominate
      canApprove
      canDelegate
      nominator {
        id
        name
        isViewer
        ...PersonLine_person
      }
      delegatedTo {
        id
        name
        isViewer
        ...PersonLine_person
      }
      approvedBy {
        id
        ...PersonLine_person
      }
      reviews {
        id
        state
        perspective
        rater {
          id
        }
        ...NominatedLine_review
      }
      suggestions {
        ...Suggested_suggestion
      }
    }
  }
`);

type Shown = DocumentType<typeof NominationFragment>;
type Chosen = NonNullable<Shown['nominations']>;

/** States in which somebody takes no place on the list any more. */
const GONE = new Set(['REJECTED', 'DECLINED', 'CANCELLED']);

/** The choice of who writes about somebody: for whoever chooses, approves, or looks on. */
export function Nomination({
  participant: masked,
}: {
  participant: FragmentType<typeof NominationFragment>;
}) {
  usePreload(LATER);
  const participant = unmask(NominationFragment, masked);
  const { t } = useTranslation('reviews');
  const { nominations, cycle } = participant;
  if (!nominations) return <EmptyState title={t('nomination.none')} />;
  return (
    <div className={classes.page}>
      <div className={classes.about}>
        <PersonLine person={participant.person} size="lg" note={cycle.name} />
        <PhaseLine cycle={cycle} mine />
      </div>
      <How participant={participant} chosen={nominations} />
      <Chosen participant={participant} chosen={nominations} />
      {nominations.canNominate ? <Add participant={participant} chosen={nominations} /> : null}
    </div>
  );
}

/** Who chooses, how many, until when; and what happens then. */
function How({ participant, chosen }: { participant: Shown; chosen: Chosen }) {
  const { t } = useTranslation('reviews');
  const dates = useDates();
  const [delegating, setDelegating] = useState(false);
  const delegate = useDelegateNomination();
  const { delegatedTo, nominator } = chosen;

  async function takeBack() {
    const outcome = await delegate.run({ input: { participantId: participant.id, personId: null } });
    if (outcome.ok) toast(t('delegate.takenBack'));
  }

  return (
    <Section title={t('nomination.how')} look="card">
      <p>
        {t('nomination.rule', { count: chosen.cap })}{' '}
        {chosen.minimum > 0 ? t('nomination.minimum', { count: chosen.minimum }) : null}
      </p>
      <p>
        {t('nomination.until', { date: dates.nearDate(chosen.until) })}
      </p>
      <div className={classes.nominator}>
        {delegatedTo ? (
          <p>
            {delegatedTo.isViewer ? (
              t('delegate.toYou', { name: nominator.name })
            ) : (
              <>
                {t('delegate.to')} <PersonName person={delegatedTo} />
              </>
            )}
          </p>
        ) : nominator.isViewer ? null : (
          <p>
            {t('nomination.by')} <PersonName person={nominator} />
          </p>
        )}
        {chosen.canDelegate ? (
          delegatedTo ? (
            <Button variant="default" loading={delegate.pending} onClick={() => void takeBack()}>
              {t('delegate.takeBack')}
            </Button>
          ) : (
            <Button variant="default" onClick={() => setDelegating(true)}>
              {t('delegate')}
            </Button>
          )
        ) : null}
      </div>
      <FormError>{delegate.error()}</FormError>
      <Suspense fallback={null}>
        {delegating ? (
          <DelegateDialog participantId={participant.id} onClose={() => setDelegating(false)} />
        ) : null}
      </Suspense>
    </Section>
  );
}

function Chosen({ participant, chosen }: { participant: Shown; chosen: Chosen }) {
  const { t } = useTranslation('reviews');
  const there = chosen.reviews.filter((one) => !GONE.has(one.state));
  const gone = chosen.reviews.filter((one) => GONE.has(one.state));
  const colleagues = there.filter((one) => one.perspective === 'PEER').length;
  return (
    <Section
      title={t('nomination.chosen')}
      aside={
        <span className={classes.quiet}>
          {t('nomination.count', { chosen: there.length, count: chosen.cap })}
        </span>
      }
    >
      {chosen.reviews.length === 0 ? (
        <EmptyState title={t('nomination.nobody')} example={t('nomination.nobodyExample')} />
      ) : (
        <List label={t('nomination.chosen')}>
          {[...there, ...gone].map((review) => (
            <NominatedLine
              key={review.id}
              review={review}
              sent={chosen.sentAt !== null}
              deciding={chosen.canApprove}
            />
          ))}
        </List>
      )}
      {colleagues > 0 && colleagues < chosen.minimum ? (
        <p className={classes.warning} role="note">
          {t('nomination.tooFew', { count: chosen.minimum })}
        </p>
      ) : null}
      <Decide participant={participant} chosen={chosen} />
    </Section>
  );
}

/** The one button: sending the choice, or approving it; else how it stands. */
function Decide({ participant, chosen }: { participant: Shown; chosen: Chosen }) {
  const { t } = useTranslation('reviews');
  const send = useSendNominations();
  const approve = useApproveNominations();
  const { manager, cycle, person } = participant;
  const proposed = chosen.reviews.filter((one) => one.state === 'PROPOSED').length;
  const approves = cycle.nominationsNeedApproval && manager !== null && !manager.isViewer;

  if (chosen.canApprove) {
    return (
      <div className={classes.decide}>
        <p>{t('approve.text', { name: person.name, count: proposed })}</p>
        <FormError>{approve.error()}</FormError>
        <div className={classes.buttons}>
          <Button
            loading={approve.pending}
            onClick={() =>
              void approve.run({ input: { participantId: participant.id } }).then((outcome) => {
                if (outcome.ok) toast(t('approve.done', { count: proposed }));
              })
            }
          >
            {t('approve', { count: proposed })}
          </Button>
        </div>
      </div>
    );
  }
  if (chosen.canNominate && !chosen.sentAt && proposed > 0) {
    return (
      <div className={classes.decide}>
        <FormError>{send.error()}</FormError>
        <WhoWillSee>
          {approves ? t('send.whoSeesManager', { name: manager.name }) : t('send.whoSeesRaters')}
        </WhoWillSee>
        <div className={classes.buttons}>
          <Button
            loading={send.pending}
            onClick={() =>
              void send.run({ input: { participantId: participant.id } }).then((outcome) => {
                if (outcome.ok) toast(approves ? t('send.doneManager', { name: manager.name }) : t('send.doneRaters'));
              })
            }
          >
            {t('send.choice')}
          </Button>
        </div>
      </div>
    );
  }
  if (chosen.approvedAt) {
    return (
      <p className={classes.quiet} role="status">
        {t('nomination.approved')} <DateTimeText at={chosen.approvedAt} />
        {chosen.approvedBy ? (
          <>
            , <PersonName person={chosen.approvedBy} />
          </>
        ) : null}
      </p>
    );
  }
  if (chosen.sentAt) {
    return (
      <p className={classes.quiet} role="status">
        {t('nomination.sent')} <DateTimeText at={chosen.sentAt} />
      </p>
    );
  }
  return null;
}

function Add({ participant, chosen }: { participant: Shown; chosen: Chosen }) {
  const taken = chosen.reviews.filter((one) => !GONE.has(one.state));
  const room = chosen.cap - taken.length;
  const external = participant.cycle.perspectives.some((one) => one.kind === 'EXTERNAL');
  const peers = participant.cycle.perspectives.some((one) => one.kind === 'PEER');
  return (
    <>
      {peers ? (
        <Suggested
          participantId={participant.id}
          suggestions={chosen.suggestions}
          full={room <= 0}
          loadLimit={participant.cycle.loadLimit}
        />
      ) : null}
      <AddRaters participantId={participant.id} room={room} peers={peers} external={external} />
    </>
  );
}
