import { Button, CloseButton, Textarea } from '@mantine/core';
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
  const { t } = useTranslation('recognition');
  const draft = useDraft(`recognition.comment:${kudos.id}`, { body: '' });
  const comment = useCommentOnKudos();
  const remove = useDeleteKudosComment();

  async function send() {
    const outcome = await comment.run({ input: { kudosId: kudos.id, body: draft.value.body } });
    if (outcome.ok) draft.clear();
  }

  async function drop(commentId: string) {
    const outcome = await remove.run({ input: { commentId } });
    if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
  }

  return (
    <Section title={t('comments.title')}>
      <ul className={classes.comments}>
        {kudos.comments.edges.map(({ node }) => (
          <li key={node.id} className={classes.comment}>
            <PersonLine
              person={node.author}
              note={<RelativeTime at={node.createdAt} />}
              after={
                node.canDelete ? (
                  <CloseButton
                    size={44}
                    aria-label={t('comments.delete', { name: node.author.name })}
                    onClick={() => void drop(node.id)}
                  />
                ) : null
              }
            />
            <p className={classes.commentBody}>{node.body}</p>
          </li>
        ))}
      </ul>
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
    </Section>
  );
}
