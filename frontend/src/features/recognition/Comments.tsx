import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconEye, IconEyeOff, IconFlag, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { RelativeTime } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { WithMentions } from '@/ui/Mentions';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './card/card.module.css';
import { ReasonDialog } from './card/ReasonDialog';
import { ReportDialog } from './card/ReportDialog';
import { useCommentOnKudos, useDeleteKudosComment, useHideKudosComment } from './useComments';
import { useRestoreContent } from './useKudosActs';
import { useNotTold } from './useNotTold';
import { stillMentioned } from './writing/mentions';
import { Warnings, withoutWarning } from './writing/Warnings';
import { type Mentionable, WritingField } from './writing/WritingField';

export const CommentsFragment = graphql(`
  fragment Comments_kudos on Kudos {
    id
    visibility
    hidden
    audience {
      id
      name
    }
    comments(first: 100) {
      totalCount
      edges {
        node {
          id
          body
          createdAt
          hidden
          hiddenReason
          canDelete
          canHide
          canRestore
          canReport
          mentions {
            label
            person {
              id
            }
          }
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

type Comment = DocumentType<typeof CommentsFragment>['comments']['edges'][number]['node'];

interface CommentsProps {
  kudos: FragmentType<typeof CommentsFragment>;
  /** Under a card that has a heading already. */
  inline?: boolean;
}

/** What others said to it, oldest first, and a line of one's own. */
export function Comments({ kudos: masked, inline = false }: CommentsProps) {
  const kudos = unmask(CommentsFragment, masked);
  const { t } = useTranslation('recognition');
  if (kudos.hidden && kudos.comments.edges.length === 0) return null;
  const list = (
    <>
      {kudos.comments.edges.length > 0 ? (
        <ul className={classes.commentList} aria-label={t('comments.title')}>
          {kudos.comments.edges.map(({ node }) => (
            <CommentLine key={node.id} comment={node} kudosId={kudos.id} />
          ))}
        </ul>
      ) : null}
      {kudos.hidden ? null : (
        <WriteComment
          kudosId={kudos.id}
          focusNow={inline && kudos.comments.edges.length === 0}
          whoSees={
            kudos.visibility === 'PUBLIC'
              ? t('whoSees.PUBLIC')
              : kudos.visibility === 'TEAM' && kudos.audience
                ? t('whoSees.TEAM', { name: kudos.audience.name })
                : t('comments.whoSeesPrivate')
          }
        />
      )}
    </>
  );
  return inline ? list : <Section title={t('comments.title')}>{list}</Section>;
}

type Doing = 'report' | 'hide' | 'restore';

function CommentLine({ comment, kudosId }: { comment: Comment; kudosId: string }) {
  const { t } = useTranslation(['recognition', 'common']);
  const [doing, setDoing] = useState<Doing | null>(null);
  const again = useCommentOnKudos(kudosId);
  const remove = useDeleteKudosComment(kudosId);
  const hide = useHideKudosComment(kudosId);
  const restore = useRestoreContent(kudosId);
  const commentId = comment.id;
  const close = () => setDoing(null);

  async function drop() {
    const outcome = await remove.run({ input: { commentId } });
    if (!outcome.ok) return void toast(outcome.refusal?.message ?? outcome.fault ?? '');
    toast(t('comments.deleted'), {
      label: t('common:action.undo'),
      run: () =>
        void again.run({
          input: {
            kudosId,
            body: comment.body,
            mentionIds: comment.mentions.map(({ person }) => person.id),
            despiteWarning: true,
          },
        }),
    });
  }

  const acts: readonly (readonly [Doing, boolean, typeof IconDots])[] = [
    ['report', comment.canReport, IconFlag],
    ['hide', comment.canHide, IconEyeOff],
    ['restore', comment.canRestore, IconEye],
  ];
  const any = comment.canDelete || acts.some(([, may]) => may);
  return (
    <li className={classes.comment} data-hidden={comment.hidden || undefined}>
      <div className={classes.commentHead}>
        <PersonLine person={comment.author} size="sm" note={<RelativeTime at={comment.createdAt} />} />
        {any ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={t('comments.acts', { name: comment.author.name })}
              >
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {comment.canDelete ? (
                <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => void drop()}>
                  {t('comments.delete')}
                </Menu.Item>
              ) : null}
              {acts.map(([act, may, Sign]) =>
                may ? (
                  <Menu.Item key={act} leftSection={<Sign size={16} />} onClick={() => setDoing(act)}>
                    {t(act)}
                  </Menu.Item>
                ) : null,
              )}
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </div>
      {comment.body ? (
        <p className={classes.commentBody}>
          <WithMentions
            mentions={comment.mentions.map(({ label, person }) => ({ label, to: paths.person(person.id) }))}
          >
            {comment.body}
          </WithMentions>
        </p>
      ) : null}
      {comment.hidden ? (
        <p className={classes.note}>
          {comment.hiddenReason ? t('hiddenBecause', { reason: comment.hiddenReason }) : t('comments.hidden')}
        </p>
      ) : null}
      {doing === 'report' ? <ReportDialog of={{ commentId }} onClose={close} /> : null}
      {doing === 'hide' ? (
        <ReasonDialog
          title={t('comments.hideTitle')}
          whoSees={t('comments.hideWhoSees')}
          label={t('hide')}
          draft={`recognition.hideComment:${commentId}`}
          command={hide}
          run={(reason) => hide.run({ input: { commentId, reason } })}
          onClose={close}
        />
      ) : null}
      {doing === 'restore' ? (
        <ReasonDialog
          title={t('comments.restoreTitle')}
          whoSees={t('restore.whoSees')}
          label={t('restore')}
          draft={`recognition.restoreComment:${commentId}`}
          command={restore}
          run={(reason) => restore.run({ input: { commentId, reason } })}
          onClose={close}
        />
      ) : null}
    </li>
  );
}

interface WriteCommentProps {
  kudosId: string;
  whoSees: string;
  focusNow: boolean;
}

function WriteComment({ kudosId, whoSees, focusNow }: WriteCommentProps) {
  const { t } = useTranslation('recognition');
  const draft = useDraft(`recognition.comment:${kudosId}`, { body: '', picked: [] as Mentionable[] });
  const comment = useCommentOnKudos(kudosId);
  const tellNotTold = useNotTold();
  const { body, picked } = draft.value;

  async function send(despiteWarning: boolean) {
    const mentionIds = stillMentioned(body, picked).map((one) => one.id);
    const outcome = await comment.run({ input: { kudosId, body, mentionIds, despiteWarning } });
    if (!outcome.ok) return;
    draft.clear();
    tellNotTold(outcome.data.notTold);
  }

  return (
    <Form onSubmit={() => void send(false)} label={t('comments.write')}>
      <WritingField
        label={t('comments.yours')}
        minRows={2}
        focusNow={focusNow}
        value={body}
        error={withoutWarning(comment.refusal, comment.fieldError('body'))}
        onChange={(text) => draft.change({ body: text })}
        picked={picked}
        onPicked={(people) => draft.change({ picked: people })}
      />
      <Warnings
        text={body}
        refusal={comment.refusal}
        pending={comment.pending}
        onAnyway={() => void send(true)}
      />
      <FormError>{withoutWarning(comment.refusal, comment.error('body'))}</FormError>
      <WhoWillSee>{whoSees}</WhoWillSee>
      <FormActions>
        <Button type="submit" loading={comment.pending}>
          {t('comments.send')}
        </Button>
      </FormActions>
    </Form>
  );
}
