import { Badge, Button } from '@mantine/core';
import { IconHeart } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { calendarDate } from '@/lib/dates';
import { DateTimeText, useDates } from '@/ui/dates';
import { Face } from '@/ui/Face';
import { Markdown } from '@/ui/Markdown';
import { PersonLine } from '@/ui/PersonLine';
import { Card, Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from '../feedback.module.css';
import { Archive } from '../note/Uses';
import { NOTE_FIELDS } from '../NoteFields';
import { useThankForGuestFeedback, useWithdrawGuestFeedback } from './useGuestActs';

export const GuestFeedbackCardFragment = graphql(`
  fragment GuestFeedbackCard_guest on GuestFeedback {
    id
    guestName
    guestEmail
    question
    state
    dueOn
    sendAt
    expiresAt
    createdAt
    settledAt
    declineReason
    situation
    behaviour
    impact
    nextStep
    thankedAt
    archivedAt
    canThank
    canWithdraw
    canArchive
    requester {
      id
      ...PersonLine_person
    }
    subject {
      id
      name
      isViewer
      ...PersonLine_person
    }
  }
`);

type Guest = DocumentType<typeof GuestFeedbackCardFragment>;

/** A question to a guest: how it stands, or what they wrote and what one can do with it. */
export function GuestFeedbackCard({ guest: masked }: { guest: FragmentType<typeof GuestFeedbackCardFragment> }) {
  const guest = unmask(GuestFeedbackCardFragment, masked);
  const { t } = useTranslation('feedback');
  const dates = useDates();
  const parts = NOTE_FIELDS.filter((field) => guest[field] !== '');
  return (
    <div className={classes.page}>
      <Card>
        <div className={classes.card}>
          <span className={classes.stranger}>
            <Face id={guest.id} name={guest.guestName} />
            <span>
              <span className={classes.strangerName}>{guest.guestName}</span>
              <span className={classes.dim}>{guest.guestEmail ?? t('guest.outside')}</span>
            </span>
          </span>
          {guest.subject.isViewer ? null : (
            <p className={classes.side}>{t('request.about', { name: guest.subject.name })}</p>
          )}
          <p className={classes.question}>{guest.question}</p>
          <div className={classes.side}>
            <Badge variant="light">{t(`request.state.${guest.state}`)}</Badge>
            {guest.state === 'SCHEDULED' && guest.sendAt ? (
              <span>{t('request.sendAt', { when: dates.full(guest.sendAt) })}</span>
            ) : null}
            {guest.state === 'PENDING' ? (
              <span>{t('guest.until', { date: dates.date(calendarDate(new Date(guest.expiresAt), dates.zone)) })}</span>
            ) : null}
            {guest.settledAt ? <DateTimeText at={guest.settledAt} /> : null}
          </div>
          {guest.declineReason ? <p>{t('decline.said', { reason: guest.declineReason })}</p> : null}
          {parts.length > 0 ? (
            <dl className={classes.parts}>
              {parts.map((field) => (
                <div key={field}>
                  <dt>{t(`part.${field}`)}</dt>
                  <dd>
                    <Markdown>{guest[field]}</Markdown>
                  </dd>
                </div>
              ))}
            </dl>
          ) : null}
        </div>
      </Card>
      <Acts guest={guest} />
      <Section title={t('note.visibleTo')}>
        <ul className={classes.people}>
          {(guest.requester.id === guest.subject.id
            ? [guest.requester]
            : [guest.requester, guest.subject]
          ).map((person) => (
            <li key={person.id}>
              <PersonLine person={person} size="sm" />
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function Acts({ guest }: { guest: Guest }) {
  const { t } = useTranslation('feedback');
  const thank = useThankForGuestFeedback();
  const withdraw = useWithdrawGuestFeedback();
  const tell = (outcome: { ok: boolean; refusal?: { message: string }; fault?: string }, done: string) =>
    toast(outcome.ok ? done : (outcome.refusal?.message ?? outcome.fault ?? ''));
  return (
    <>
      {guest.thankedAt ? (
        <p className={classes.thanked}>{t('note.youThanked', { name: guest.guestName })}</p>
      ) : guest.canThank ? (
        <div className={classes.actions}>
          <Button
            size="md"
            leftSection={<IconHeart size={18} />}
            loading={thank.pending}
            onClick={() =>
              void thank
                .run({ input: { id: guest.id } })
                .then((outcome) => tell(outcome, t('guest.thanked', { name: guest.guestName })))
            }
          >
            {t('note.thank', { name: guest.guestName })}
          </Button>
        </div>
      ) : null}
      {guest.canWithdraw ? (
        <div className={classes.actions}>
          <Button
            variant="default"
            loading={withdraw.pending}
            onClick={() =>
              void withdraw
                .run({ input: { id: guest.id } })
                .then((outcome) => tell(outcome, t('request.withdrawn')))
            }
          >
            {t('request.withdraw')}
          </Button>
        </div>
      ) : null}
      {guest.canArchive ? <Archive noteId={guest.id} archived={guest.archivedAt !== null} /> : null}
    </>
  );
}
