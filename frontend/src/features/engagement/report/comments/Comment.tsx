import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { DateText } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { PersonLine } from '@/ui/PersonLine';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from '../report.module.css';
import { useReplyToComment } from './useReplyToComment';

export const CommentFragment = graphql(`
  fragment Comment_comment on SurveyComment {
    id
    words
    themes
    canReply
    question {
      id
      text
    }
    replies {
      id
      words
      createdOn
      replier {
        id
        ...PersonLine_person
      }
    }
  }
`);

/** One comment, and what was said back. Nobody here knows whose it is. */
export function Comment({ comment: masked }: { comment: FragmentType<typeof CommentFragment> }) {
  const comment = unmask(CommentFragment, masked);
  const { t } = useTranslation('survey_reports');
  const [replying, setReplying] = useState(false);
  return (
    <li className={classes.comment}>
      <p className={classes.quiet}>{comment.question.text}</p>
      <blockquote className={classes.words} data-said>{comment.words}</blockquote>
      {comment.replies.length > 0 ? (
        <ul className={classes.replies} aria-label={t('reply.all')}>
          {comment.replies.map((reply) => (
            <li key={reply.id}>
              <PersonLine
                person={reply.replier}
                size="sm"
                note={<DateText date={reply.createdOn} />}
              />
              <p className={classes.words}>{reply.words}</p>
            </li>
          ))}
        </ul>
      ) : null}
      {replying ? (
        <Reply commentId={comment.id} onClose={() => setReplying(false)} />
      ) : comment.canReply ? (
        <div className={classes.replyButton} data-no-print>
          <Button variant="subtle" onClick={() => setReplying(true)}>
            {t('reply')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function Reply({ commentId, onClose }: { commentId: string; onClose: () => void }) {
  const { t } = useTranslation(['survey_reports', 'common']);
  const reply = useReplyToComment();
  const { value, change, clear } = useDraft(`engagement.reply:${commentId}`, { words: '' });

  async function send() {
    const outcome = await reply.run({ input: { commentId, words: value.words } });
    if (!outcome.ok) return;
    clear();
    toast(t('reply.sent'));
    onClose();
  }

  return (
    <Form onSubmit={() => void send()} label={t('reply.label')}>
      <Textarea
        size="md"
        autosize
        minRows={3}
        autoFocus
        label={t('reply.label')}
        description={t('reply.hint')}
        value={value.words}
        onChange={(event) => change({ words: event.currentTarget.value })}
        error={reply.fieldError('words')}
      />
      <FormError>{reply.error('words')}</FormError>
      <WhoWillSee>{t('reply.whoSees')}</WhoWillSee>
      <FormActions>
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button type="submit" loading={reply.pending} disabled={value.words.trim() === ''}>
          {t('reply.send')}
        </Button>
      </FormActions>
    </Form>
  );
}
