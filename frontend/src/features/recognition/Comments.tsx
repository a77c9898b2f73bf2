import { ActionIcon, Button, Textarea } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { RelativeTime } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './recognition.module.css';
import { useCommentOnKudos, useDeleteKudosComment } from './useComments';

export const CommentsFragment = graphql(`
  fragment Comments_kudos on Kudos {
    id
    visibility
    hidden
    comments(first: 100) {
      totalCount
      edges {
        node {
          id
          body
          createdAt
          canDelete
          author {
            id
            name
            isViewer
            ...PersonLine_person
          }
        }
      }
    }
  }
`);

/** What others said to it, oldest first, and a line of one's own. */
export function Comments({ kudos: masked }: { kudos: FragmentType<typeof CommentsFragment> }) {
  const kudos = unmask(CommentsFragment, masked);
  const { t } = useTranslation(['recognition', 'common']);
  const draft = useDraft(`recognition.comment:${kudos.id}`, { body: '' });
  const comment = useCommentOnKudos();
  const remove = useDeleteKudosComment();

  async function send() {
    const outcome = await comment.run({ input: { kudosId: kudos.id, body: draft.value.body } });
    if (outcome.ok) draft.clear();
  }

  async function drop(commentId: string, body: string, mine: boolean) {
    const outcome = await remove.run({ input: { commentId } });
    if (!outcome.ok) {
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
    } else if (mine) {
      toast(t('comments.deleted'), {
        label: t('common:action.undo'),
        run: () => void comment.run({ input: { kudosId: kudos.id, body } }),
      });
    } else {
      toast(t('comments.deleted'));
    }
  }

  if (kudos.hidden && kudos.comments.edges.length === 0) return null;
  return (
    <Section title={t('comments.title')}>
      {kudos.comments.edges.length > 0 ? (
        <ul className={classes.comments}>
          {kudos.comments.edges.map(({ node }) => (
            <li key={node.id} className={classes.comment}>
              <div className={classes.head}>
                <PersonLine person={node.author} note={<RelativeTime at={node.createdAt} />} />
                {node.canDelete ? (
                  <ActionIcon
                    className={classes.remove ?? ''}
                    variant="subtle"
                    color="gray"
                    size={44}
                    aria-label={t('comments.delete', { name: node.author.name })}
                    onClick={() => void drop(node.id, node.body, node.author.isViewer)}
                  >
                    <IconTrash size={18} stroke={1.7} />
                  </ActionIcon>
                ) : null}
              </div>
              <p className={classes.commentBody}>{node.body}</p>
            </li>
          ))}
        </ul>
      ) : null}
      {kudos.hidden ? null : (
        <Form onSubmit={() => void send()} label={t('comments.write')}>
          <Textarea
            label={t('comments.yours')}
            autosize
            minRows={2}
            value={draft.value.body}
            error={comment.fieldError('body')}
            onChange={(event) => draft.change({ body: event.currentTarget.value })}
          />
          <FormError>{comment.error('body')}</FormError>
          <WhoWillSee>
            {kudos.visibility === 'PUBLIC' ? t('whoSees.PUBLIC') : t('comments.whoSeesPrivate')}
          </WhoWillSee>
          <FormActions>
            <Button type="submit" loading={comment.pending}>
              {t('comments.send')}
            </Button>
          </FormActions>
        </Form>
      )}
    </Section>
  );
}
