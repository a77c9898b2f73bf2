import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime, useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import classes from './NeedLine.module.css';
import { useKeepPromise } from './useKeepPromise';

export const NeedLineFragment = graphql(`
  fragment NeedLine_need on HomeNeed {
    key
    kind
    since
    dueOn
    overdue
    daysQuiet
    person {
      id
      ...PersonLine_person
    }
    meeting {
      id
      scheduledAt
      openPointCount
    }
    feedbackRequest {
      id
      question
    }
    actionItem {
      id
      body
    }
    plan {
      id
      title
    }
    handover {
      id
    }
    count
    cycle {
      id
      name
    }
    cycleParticipant {
      id
    }
    assessment {
      id
    }
    mentorship {
      id
      skill {
        id
        name
      }
    }
    certificate {
      id
      name
    }
  }
`);

type Need = DocumentType<typeof NeedLineFragment>;

/** One thing that needs the viewer: who, what, since when, one button. */
export function NeedLine({ need: masked }: { need: FragmentType<typeof NeedLineFragment> }) {
  const need = unmask(NeedLineFragment, masked);
  const { t } = useTranslation('home');
  const dates = useDates();
  const keepPromise = useKeepPromise();
  const { actionItem } = need;
  const target = addressOf(need);

  return (
    <li className={classes.line}>
      <div className={classes.who}>
        {need.person ? (
          <PersonLine person={need.person} note={<What need={need} />} />
        ) : (
          <What need={need} />
        )}
      </div>
      <span className={classes.when} data-overdue={need.overdue || undefined}>
        {need.dueOn && !need.meeting ? (
          <time dateTime={need.dueOn}>
            {t(need.overdue ? 'need.wasDue' : 'need.due', { date: dates.nearDate(need.dueOn) })}
          </time>
        ) : (
          <RelativeTime at={need.since} />
        )}
      </span>
      {need.kind === 'PROMISE_DUE' && actionItem ? (
        <Button
          variant="light"
          loading={keepPromise.pending}
          onClick={() => void keepPromise.run(actionItem)}
        >
          {t('do.PROMISE_DUE')}
        </Button>
      ) : target ? (
        <Button variant="light" component={Link} to={target}>
          {t(`do.${need.kind}`)}
        </Button>
      ) : null}
    </li>
  );
}

function What({ need }: { need: Need }) {
  const { t } = useTranslation('home');
  const dates = useDates();
  const count = need.daysQuiet ?? 0;
  switch (need.kind) {
    case 'MEETING_TODAY': {
      const time = need.meeting ? dates.time(need.meeting.scheduledAt) : '';
      return (
        <>
          {t('need.MEETING_TODAY', { time })}
          {need.meeting?.openPointCount ? (
            <> · {t('need.points', { count: need.meeting.openPointCount })}</>
          ) : null}
        </>
      );
    }
    case 'MEETING_OVERDUE':
      return t('need.MEETING_OVERDUE', {
        day: dates.shortDay(need.meeting?.scheduledAt ?? need.since),
      });
    case 'FEEDBACK_TO_WRITE':
      return t('need.FEEDBACK_TO_WRITE', { question: need.feedbackRequest?.question ?? '' });
    case 'PROMISE_DUE':
      return t('need.PROMISE_DUE', { promise: need.actionItem?.body ?? '' });
    case 'PLAN_TO_AGREE':
      return t('need.PLAN_TO_AGREE', { plan: need.plan?.title ?? '' });
    case 'HANDOVER_WAITING':
      return t('need.HANDOVER_WAITING');
    case 'PLAN_QUIET':
      return t('need.PLAN_QUIET', { count, plan: need.plan?.title ?? '' });
    case 'CHECK_IN_DUE':
      return t('need.CHECK_IN_DUE', { plan: need.plan?.title ?? '' });
    case 'PLAN_EXPIRED':
      return t('need.PLAN_EXPIRED', { plan: need.plan?.title ?? '' });
    case 'PLAN_CHANGED':
      return t('need.PLAN_CHANGED', { plan: need.plan?.title ?? '' });
    case 'ASSESSMENT_TO_WRITE':
      return t('need.ASSESSMENT_TO_WRITE');
    case 'ASSESSMENT_COMPARED':
      return t('need.ASSESSMENT_COMPARED');
    case 'MENTORSHIP_TO_ANSWER':
      return need.mentorship?.skill
        ? t('need.MENTORSHIP_TO_ANSWER', { skill: need.mentorship.skill.name })
        : t('need.MENTORSHIP_TO_ANSWER_PLAIN');
    case 'CERTIFICATE_EXPIRING':
      return t('need.CERTIFICATE_EXPIRING', { certificate: need.certificate?.name ?? '' });
    case 'RELATIONSHIP_QUIET':
      return t('need.RELATIONSHIP_QUIET', { count });
    case 'REVIEWS_TO_WRITE':
    case 'NOMINATIONS_TO_MAKE':
    case 'NOMINATIONS_TO_APPROVE':
    case 'PACKET_TO_READ':
    case 'PACKETS_TO_PREPARE':
      return t(`need.${need.kind}`, { count: need.count ?? 1, cycle: need.cycle?.name ?? '' });
  }
}

function addressOf(need: Need): string | undefined {
  switch (need.kind) {
    case 'REVIEWS_TO_WRITE':
      return paths.reviews;
    case 'NOMINATIONS_TO_MAKE':
    case 'NOMINATIONS_TO_APPROVE':
      if (need.cycleParticipant) return paths.nominations(need.cycleParticipant.id);
      return need.cycle ? paths.nominationsOf(need.cycle.id) : paths.reviews;
    case 'PACKET_TO_READ':
      return need.cycleParticipant ? paths.packet(need.cycleParticipant.id) : paths.packets;
    case 'PACKETS_TO_PREPARE':
      return need.cycleParticipant ? paths.packet(need.cycleParticipant.id) : paths.teamPackets;
  }
  if (need.meeting) return paths.meeting(need.meeting.id);
  if (need.feedbackRequest) return paths.feedbackRequest(need.feedbackRequest.id);
  if (need.handover) return paths.handover(need.handover.id);
  if (need.assessment) return paths.assessment(need.assessment.id);
  if (need.mentorship) return paths.mentorships;
  if (need.certificate) return paths.learning;
  if (need.plan) {
    return need.kind === 'CHECK_IN_DUE' ? paths.checkIn(need.plan.id) : paths.plan(need.plan.id);
  }
  if (need.person) return paths.pair(need.person.id);
  return undefined;
}
