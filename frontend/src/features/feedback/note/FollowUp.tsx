import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { DateTimeText } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Card, Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from '../feedback.module.css';
import { useAnswerBack, useAskBack } from './useNoteActs';

export const FollowUpFragment = graphql(`
  fragment FollowUp_note on FeedbackNote {
    id
    canAskBack
    canAnswerBack
    author {
      id
      name
      isViewer
    }
    recipient {
      id
      name
      isViewer
    }
    visibleTo {
      id
      name
    }
    followUp {
      question
      askedAt
      answer
      answeredAt
    }
  }
`);

/** The one question back, and its answer. */
export function FollowUp({ note: masked }: { note: FragmentType<typeof FollowUpFragment> }) {
  const note = unmask(FollowUpFragment, masked);
  const { t } = useTranslation('feedback');
  const [asking, setAsking] = useState(false);
  const { followUp } = note;
  if (!followUp && !note.canAskBack) return null;
  if (!followUp) {
    return asking ? (
      <Section title={t('back.title')} look="card">
        <Words
          of="ask"
          noteId={note.id}
          name={note.author.name}
          readers={note.visibleTo.map((one) => one.name)}
          onCancel={() => setAsking(false)}
        />
      </Section>
    ) : (
      <div className={classes.actions}>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('back.ask', { name: note.author.name })}
        </Button>
      </div>
    );
  }
  return (
    <Section title={t('back.title')}>
      <Card>
        <div className={classes.card}>
          <p className={classes.side}>
            {note.recipient.isViewer ? t('back.youAsked') : t('back.theyAsked', { name: note.recipient.name })}{' '}
            <DateTimeText at={followUp.askedAt} />
          </p>
          <p className={classes.question}>{followUp.question}</p>
          {followUp.answer && followUp.answeredAt ? (
            <>
              <p className={classes.side}>
                {note.author.isViewer ? t('back.youAnswered') : t('back.theyAnswered', { name: note.author.name })}{' '}
                <DateTimeText at={followUp.answeredAt} />
              </p>
              <p className={classes.answer}>{followUp.answer}</p>
            </>
          ) : note.canAnswerBack ? (
            <Words
              of="answer"
              noteId={note.id}
              name={note.recipient.name}
              readers={note.visibleTo.map((one) => one.name)}
            />
          ) : (
            <p className={classes.side}>{t('back.open')}</p>
          )}
        </div>
      </Card>
    </Section>
  );
}

interface WordsProps {
  of: 'ask' | 'answer';
  noteId: string;
  /** Whom it is for. */
  name: string;
  readers: string[];
  onCancel?: () => void;
}

function Words({ of, noteId, name, readers, onCancel }: WordsProps) {
  const { t } = useTranslation(['feedback', 'common']);
  const { value, change, clear } = useDraft(`feedback.${of}Back:${noteId}`, { text: '' });
  const ask = useAskBack();
  const answer = useAnswerBack();
  const command = of === 'ask' ? ask : answer;
  const field = of === 'ask' ? 'question' : 'answer';

  async function send() {
    const outcome =
      of === 'ask'
        ? await ask.run({ input: { noteId, question: value.text } })
        : await answer.run({ input: { noteId, answer: value.text } });
    if (!outcome.ok) return;
    clear();
    toast(t(`back.${of}Done`, { name }));
  }

  return (
    <Form onSubmit={() => void send()} label={t('back.title')}>
      <Textarea
        label={t(`back.${of}`, { name })}
        description={t(`back.${of}Hint`)}
        autosize
        minRows={3}
        maxRows={14}
        required
        autoFocus={of === 'ask'}
        value={value.text}
        error={command.fieldError(field)}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <FormError>{command.error(field)}</FormError>
      <WhoWillSee>{t('note.whoSees', { names: new Intl.ListFormat(t('listLocale')).format(readers) })}</WhoWillSee>
      <FormActions>
        {onCancel ? (
          <Button variant="default" onClick={onCancel}>
            {t('common:action.cancel')}
          </Button>
        ) : null}
        <Button type="submit" loading={command.pending} disabled={!value.text.trim()}>
          {t(`back.${of}Send`)}
        </Button>
      </FormActions>
    </Form>
  );
}
