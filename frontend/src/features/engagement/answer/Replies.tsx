import { Button, TextInput } from '@mantine/core';
import { IconMessageReply } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Reply,
  addReplyCode,
  forgetReplyCode,
  replies as readReplies,
  replyCodes,
} from '@/lib/ballot';
import { useViewer } from '@/lib/session';
import { useDates } from '@/ui/dates';
import { Form, FormError } from '@/ui/Form';
import { List } from '@/ui/List';
import { Section } from '@/ui/Section';
import { EmptyState, LoadingState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { ReplyCode } from './ReplyCode';
import classes from './answer.module.css';

interface Kept {
  codes: readonly string[];
  /** Undefined where the server could not be reached. */
  replies: readonly Reply[] | undefined;
}

/**
 * Replies to what one wrote without a name. They are asked for by secrets that only this browser has, in
 * a request that says nothing else: not even that one is signed in.
 */
export function Replies() {
  const { t } = useTranslation('answering');
  const { personId } = useViewer();
  const dates = useDates();
  const [kept, setKept] = useState<Kept>();

  const read = useCallback(async () => {
    const codes = await replyCodes(personId);
    const found = codes.length === 0 ? [] : await readReplies(personId);
    setKept({ codes, replies: found });
  }, [personId]);
  useEffect(() => {
    void read();
  }, [read]);

  if (!kept) return <LoadingState />;
  const { codes, replies } = kept;
  return (
    <div className={classes.page}>
      {replies === undefined ? (
        <div role="alert" className={classes.hints}>
          <p>{t('replies.unreachable')}</p>
          <div>
            <Button variant="default" onClick={() => void read()}>
              {t('replies.again')}
            </Button>
          </div>
        </div>
      ) : replies.length === 0 ? (
        <EmptyState
          icon={<IconMessageReply size={30} stroke={1.5} />}
          title={t(codes.length === 0 ? 'replies.none' : 'replies.nothingYet')}
          example={t(codes.length === 0 ? 'replies.noneExample' : 'replies.nothingYetNote')}
        />
      ) : (
        <List label={t('replies.title')}>
          {replies.map((one) => (
            <li key={one.secret} className={classes.thread}>
              <span className={classes.small}>{one.title}</span>
              <strong>{one.question}</strong>
              <p className={classes.own}>{one.words}</p>
              {one.answers.length === 0 ? (
                <p className={classes.small}>{t('replies.noReply')}</p>
              ) : (
                one.answers.map((answer, index) => (
                  <div key={index} className={classes.reply}>
                    <span>{answer.words}</span>
                    <span className={classes.small}>
                      {t('replies.on', { name: answer.by, date: dates.date(answer.on) })}
                    </span>
                  </div>
                ))
              )}
            </li>
          ))}
        </List>
      )}
      {codes.length > 0 ? <Codes codes={codes} onForgotten={() => void read()} /> : null}
      <AddCode onAdded={() => void read()} />
    </div>
  );
}

/** What this browser keeps, to be written down elsewhere or forgotten here. */
function Codes({ codes, onForgotten }: { codes: readonly string[]; onForgotten: () => void }) {
  const { t } = useTranslation('answering');
  const { personId } = useViewer();
  const forget = async (code: string) => {
    await forgetReplyCode(code);
    onForgotten();
    toast(t('replies.forgotten'), {
      label: t('replies.keep'),
      run: () => void addReplyCode(personId, code).then(onForgotten),
    });
  };
  return (
    <Section title={t('replies.save')}>
      <p className={classes.quiet}>{t('replies.codeNote')}</p>
      <ul className={classes.codes} aria-label={t('replies.save')}>
        {codes.map((code) => (
          <li key={code}>
            <ReplyCode code={code} />
            <Button
              variant="subtle"
              color="red"
              aria-label={t('replies.forgetThis', { code })}
              onClick={() => void forget(code)}
            >
              {t('replies.forget')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** A code that was written down elsewhere. */
function AddCode({ onAdded }: { onAdded: () => void }) {
  const { t } = useTranslation('answering');
  const { personId } = useViewer();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const add = async () => {
    if (!typed.trim()) return;
    const known = await addReplyCode(personId, typed);
    setWrong(!known);
    if (!known) return;
    setTyped('');
    toast(t('replies.added'));
    onAdded();
  };
  return (
    <Section title={t('replies.enter')}>
      <Form onSubmit={() => void add()} label={t('replies.enter')}>
        <TextInput
          size="md"
          label={t('replies.enterField')}
          description={t('replies.enterNote')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <FormError>{wrong ? t('replies.unknown') : undefined}</FormError>
        <div>
          <Button type="submit" variant="default" disabled={!typed.trim()}>
            {t('replies.read')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
