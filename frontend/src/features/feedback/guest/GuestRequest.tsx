import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { useDates } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Card, Section } from '@/ui/Section';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from '../feedback.module.css';
import { EMPTY_NOTE, NOTE_FIELDS, NoteFields } from '../NoteFields';
import { useAnswerAsGuest, useDeclineAsGuest } from './useGuestActs';

export const GuestRequestFragment = graphql(`
  fragment GuestRequest_request on GuestRequest {
    requesterName
    aboutName
    question
    dueOn
    readerNames
  }
`);

interface GuestRequestProps {
  request: FragmentType<typeof GuestRequestFragment>;
  token: string;
  onDone: (how: 'answered' | 'declined') => void;
}

/** One question to somebody without an account: what it is, who will read it, and where to answer. */
export function GuestRequest({ request: masked, token, onDone }: GuestRequestProps) {
  const request = unmask(GuestRequestFragment, masked);
  const { t } = useTranslation(['feedback', 'common']);
  const dates = useDates();
  // Kept under a part of the secret only: it finds the draft again and opens nothing.
  const { value, change, clear, restored } = useDraft(`guest:${token.slice(0, 8)}`, EMPTY_NOTE);
  const answer = useAnswerAsGuest();
  const [declining, setDeclining] = useState(false);
  const names = new Intl.ListFormat(t('listLocale')).format(request.readerNames);

  async function send() {
    const { situation, behaviour, impact, nextStep } = value;
    const outcome = await answer.run({ input: { token, situation, behaviour, impact, nextStep } });
    if (!outcome.ok) return;
    clear();
    onDone('answered');
  }

  return (
    <div className={classes.page}>
      <Card>
        <div className={classes.card}>
          <p className={classes.side}>
            {request.aboutName === request.requesterName
              ? t('guest.asks', { name: request.requesterName })
              : t('guest.asksAbout', { name: request.requesterName, about: request.aboutName })}
          </p>
          <p className={classes.question}>{request.question}</p>
          {request.dueOn ? (
            <p className={classes.side}>{t('request.due', { date: dates.date(request.dueOn) })}</p>
          ) : null}
          <WhoWillSee>{t('guest.whoSees', { names })}</WhoWillSee>
        </div>
      </Card>
      <Form onSubmit={() => void send()} label={t('guest.answer')}>
        {restored ? (
          <span>
            {t('common:draft.restored')}{' '}
            <Button variant="subtle" size="compact-sm" onClick={clear}>
              {t('common:draft.discard')}
            </Button>
          </span>
        ) : null}
        <NoteFields value={value} change={change} fieldError={answer.fieldError} />
        <FormError>{answer.error(...NOTE_FIELDS)}</FormError>
        <WhoWillSee>{t('guest.whoSees', { names })}</WhoWillSee>
        <FormActions>
          <Button variant="default" aria-expanded={declining} onClick={() => setDeclining(!declining)}>
            {t('decline')}
          </Button>
          <Button type="submit" loading={answer.pending} disabled={!value.behaviour.trim()}>
            {t('give.send')}
          </Button>
        </FormActions>
      </Form>
      {declining ? <DeclineForm token={token} onDeclined={() => onDone('declined')} /> : null}
    </div>
  );
}

/** Saying no is allowed; a reason helps, and is not required. */
export function DeclineForm({ token, onDeclined }: { token: string; onDeclined: () => void }) {
  const { t } = useTranslation('feedback');
  const decline = useDeclineAsGuest();
  const [reason, setReason] = useState('');

  async function send() {
    const outcome = await decline.run({ input: { token, reason } });
    if (outcome.ok) onDeclined();
  }

  return (
    <Section title={t('decline.title')} look="card">
      <Form onSubmit={() => void send()}>
        <Textarea
          label={t('decline.reason')}
          description={t('decline.reasonHint')}
          autosize
          minRows={2}
          autoFocus
          value={reason}
          error={decline.fieldError('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <FormError>{decline.error('reason')}</FormError>
        <FormActions>
          <Button type="submit" loading={decline.pending}>
            {t('decline')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}
