import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { RelativeTime } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Seen } from '../Seen';
import classes from './promises.module.css';
import { useComment, useDeleteComment, useEditComment } from './usePromiseTalk';

export const CommentsFragment = graphql(`
  fragment Comments_item on ActionItem {
    id
    owner {
      id
      name
      isViewer
    }
    other {
      id
      name
    }
    comments {
      id
      body
      createdAt
      editedAt
      mine
      author {
        id
        name
      }
    }
  }
`);

type Item = DocumentType<typeof CommentsFragment>;

/** What the two said about a promise, oldest first, and a field to say more. */
export function Comments({ item: masked }: { item: FragmentType<typeof CommentsFragment> }) {
  const item = unmask(CommentsFragment, masked);
  const { t } = useTranslation('one_on_ones');
  const add = useComment();
  const draft = useDraft(`one_on_ones.comment:${item.id}`, { body: '' });
  const body = draft.value.body.trim();
  const other = item.owner.isViewer ? item.other : item.owner;

  const send = async () => {
    if (!body || add.pending) return;
    const outcome = await add.run({ input: { actionItemId: item.id, body } });
    if (outcome.ok) draft.clear();
  };

  return (
    <section aria-labelledby="comments" className={classes.part}>
      <h3 id="comments">{t('comments.title')}</h3>
      {item.comments.length > 0 ? (
        <ul className={classes.comments}>
          {item.comments.map((comment) => (
            <Comment key={comment.id} comment={comment} itemId={item.id} />
          ))}
        </ul>
      ) : null}
      <Form label={t('comments.add')} onSubmit={() => void send()}>
        <Textarea
          autosize
          minRows={2}
          maxRows={8}
          size="md"
          aria-label={t('comments.placeholder')}
          placeholder={t('comments.placeholder')}
          value={draft.value.body}
          onChange={(event) => draft.change({ body: event.currentTarget.value })}
          error={add.fieldError('body')}
        />
        <Seen>{t('promises.see', { name: other.name })}</Seen>
        <FormError>{add.error('body')}</FormError>
        <div>
          <Button type="submit" variant="light" loading={add.pending} disabled={!body}>
            {t('comments.add')}
          </Button>
        </div>
      </Form>
    </section>
  );
}

function Comment({ comment, itemId }: { comment: Item['comments'][number]; itemId: string }) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const remove = useDeleteComment(itemId);
  const [editing, setEditing] = useState(false);
  if (editing) {
    return (
      <li>
        <EditComment comment={comment} onDone={() => setEditing(false)} />
      </li>
    );
  }
  return (
    <li>
      <p className={classes.dim}>
        <strong>{comment.mine ? t('comments.you') : comment.author.name}</strong>{' '}
        <RelativeTime at={comment.createdAt} />
        {comment.editedAt ? <> · {t('comments.edited')}</> : null}
      </p>
      <p className={classes.said}>{comment.body}</p>
      {comment.mine ? (
        <div className={classes.small}>
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {t('common:action.edit')}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            loading={remove.pending}
            onClick={() => void remove.run(comment)}
          >
            {t('common:action.delete')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function EditComment({ comment, onDone }: { comment: { id: string; body: string }; onDone: () => void }) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const edit = useEditComment();
  const [body, setBody] = useState(comment.body);

  const send = async () => {
    if (!body.trim()) return;
    const outcome = await edit.run({ input: { commentId: comment.id, body: body.trim() } });
    if (outcome.ok) onDone();
  };

  return (
    <Form label={t('comments.edit')} onSubmit={() => void send()}>
      <Textarea
        autosize
        autoFocus
        minRows={2}
        maxRows={8}
        size="md"
        aria-label={t('comments.edit')}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        error={edit.fieldError('body')}
      />
      <FormError>{edit.error('body')}</FormError>
      <FormActions>
        <Button variant="default" onClick={onDone}>
          {t('common:action.cancel')}
        </Button>
        <Button type="submit" loading={edit.pending} disabled={!body.trim()}>
          {t('common:action.save')}
        </Button>
      </FormActions>
    </Form>
  );
}
