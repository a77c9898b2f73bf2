import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconEyeOff, IconLock, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime } from '@/ui/dates';
import { Markdown } from '@/ui/Markdown';
import { PersonLine } from '@/ui/PersonLine';
import { toast } from '@/ui/toast';
import { HideKudosDialog } from './HideKudosDialog';
import { Reactions } from './Reactions';
import classes from './recognition.module.css';
import { useMakeKudosPrivate, useWithdrawKudos } from './useKudosActs';

export const KudosCardFragment = graphql(`
  fragment KudosCard_kudos on Kudos {
    id
    message
    visibility
    createdAt
    hidden
    hiddenReason
    commentCount
    canWithdraw
    canHide
    canMakePrivate
    author {
      id
      ...PersonLine_person
    }
    receivers {
      id
      ...PersonLine_person
    }
    companyValue {
      id
      name
    }
    ...Reactions_kudos
  }
`);

type Kudos = DocumentType<typeof KudosCardFragment>;

interface KudosCardProps {
  kudos: FragmentType<typeof KudosCardFragment>;
  /** On its own page the card does not lead to itself. */
  alone?: boolean;
  onWithdrawn?: () => void;
}

/** Thanks, as everybody who may sees them. */
export function KudosCard({ kudos: masked, alone = false, onWithdrawn }: KudosCardProps) {
  const kudos = unmask(KudosCardFragment, masked);
  const { t } = useTranslation('recognition');
  return (
    <article
      className={classes.card}
      data-private={kudos.visibility === 'PRIVATE' || undefined}
      data-hidden={kudos.hidden || undefined}
    >
      <div className={classes.head}>
        <PersonLine person={kudos.author} note={t('thanks', { count: kudos.receivers.length })} />
        <Acts kudos={kudos} onWithdrawn={onWithdrawn} />
      </div>
      <ul className={classes.to} aria-label={t('to')}>
        {kudos.receivers.map((person) => (
          <li key={person.id}>
            <PersonLine person={person} size="sm" />
          </li>
        ))}
      </ul>
      <div className={classes.message}>
        <Markdown>{kudos.message}</Markdown>
      </div>
      {kudos.hidden ? (
        <p className={classes.note}>{t('hiddenBecause', { reason: kudos.hiddenReason ?? '' })}</p>
      ) : null}
      <div className={classes.marks}>
        {kudos.companyValue ? (
          <Link
            className={classes.value}
            to={`${paths.recognition}?value=${encodeURIComponent(kudos.companyValue.id)}`}
          >
            {kudos.companyValue.name}
          </Link>
        ) : null}
        {kudos.visibility === 'PRIVATE' ? (
          <span className={classes.when}>
            <IconLock size={14} aria-hidden="true" /> {t('private')}
          </span>
        ) : null}
        <span className={classes.when}>
          <RelativeTime at={kudos.createdAt} />
        </span>
      </div>
      <div className={classes.foot}>
        {kudos.hidden ? null : <Reactions kudos={kudos} />}
        {alone ? null : (
          <Link className={classes.more} to={paths.kudos(kudos.id)}>
            {kudos.commentCount > 0
              ? t('comments.count', { count: kudos.commentCount })
              : t('comments.write')}
          </Link>
        )}
      </div>
    </article>
  );
}

function Acts({ kudos, onWithdrawn }: { kudos: Kudos; onWithdrawn?: (() => void) | undefined }) {
  const { t } = useTranslation('recognition');
  const [hiding, setHiding] = useState(false);
  const withdraw = useWithdrawKudos();
  const makePrivate = useMakeKudosPrivate();
  if (!kudos.canWithdraw && !kudos.canHide && !kudos.canMakePrivate) return null;

  const say = (outcome: { ok: boolean; refusal?: { message: string }; fault?: string }, done: string) =>
    toast(outcome.ok ? done : (outcome.refusal?.message ?? outcome.fault ?? ''));

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={44} aria-label={t('acts')}>
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {kudos.canMakePrivate ? (
            <Menu.Item
              leftSection={<IconLock size={16} />}
              onClick={() =>
                void makePrivate
                  .run({ input: { kudosId: kudos.id } })
                  .then((outcome) => say(outcome, t('madePrivate')))
              }
            >
              {t('makePrivate')}
            </Menu.Item>
          ) : null}
          {kudos.canWithdraw ? (
            <Menu.Item
              leftSection={<IconTrash size={16} />}
              onClick={() =>
                void withdraw.run({ input: { kudosId: kudos.id } }).then((outcome) => {
                  say(outcome, t('withdrawn'));
                  if (outcome.ok) onWithdrawn?.();
                })
              }
            >
              {t('withdraw')}
            </Menu.Item>
          ) : null}
          {kudos.canHide ? (
            <Menu.Item leftSection={<IconEyeOff size={16} />} onClick={() => setHiding(true)}>
              {t('hide')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {hiding ? <HideKudosDialog kudosId={kudos.id} onClose={() => setHiding(false)} /> : null}
    </>
  );
}
