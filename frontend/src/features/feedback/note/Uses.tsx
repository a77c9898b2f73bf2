import { Button, TextInput } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconHeartHandshake, IconLink, IconMessage2, IconPlant2, IconTarget } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useIntoPlan } from '@/lib/intoPlan';
import { paths } from '@/lib/paths';
import { usePreload } from '@/lib/usePreload';
import { RelativeTime } from '@/ui/dates';
import { Form, FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from '../feedback.module.css';
import { useArchiveFeedback, useLinkFeedbackToCompetency } from './useNoteActs';

const loads = {
  goal: () => import('./IntoGoalDialog'),
  link: () => import('./LinkGoalDialog'),
  point: () => import('./IntoTalkingPointDialog'),
  kudos: () => import('./IntoKudosDialog'),
};
const LATER = Object.values(loads);
const DIALOGS = {
  goal: lazy(loads.goal),
  link: lazy(loads.link),
  point: lazy(loads.point),
  kudos: lazy(loads.kudos),
};

export const UsesFragment = graphql(`
  fragment Uses_note on FeedbackNote {
    id
    behaviour
    nextStep
    competency
    archivedAt
    canArchive
    author {
      id
      name
      hasLeft
    }
    recipient {
      id
      isViewer
    }
    links {
      kind
      title
      createdAt
      goal {
        id
        plan {
          id
        }
      }
      meeting {
        id
      }
      kudos {
        id
      }
    }
  }
`);

type Note = DocumentType<typeof UsesFragment>;
type Open = keyof typeof DIALOGS;

export interface NoteToUse {
  id: string;
  behaviour: string;
  nextStep: string;
  author: { id: string; name: string };
}

/** What the recipient makes of a note: a goal, a point to talk about, thanks; and where it belongs. */
export function Uses({ note: masked }: { note: FragmentType<typeof UsesFragment> }) {
  const note = unmask(UsesFragment, masked);
  const { t } = useTranslation('feedback');
  const [open, setOpen] = useState<Open | null>(null);
  const intoPlan = useIntoPlan();
  usePreload(LATER);
  if (!note.recipient.isViewer) return null;
  const Dialog = open ? DIALOGS[open] : null;
  return (
    <Section title={t('use.title')}>
      {note.links.length > 0 ? <Links note={note} /> : <p className={classes.side}>{t('use.lead')}</p>}
      <div className={classes.actions}>
        <Button variant="default" leftSection={<IconTarget size={18} />} onClick={() => setOpen('goal')}>
          {t('use.goal')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPlant2 size={18} />}
          onClick={() =>
            intoPlan.open({
              origin: 'FEEDBACK',
              sourceId: note.id,
              title: note.competency || note.nextStep,
              why: note.nextStep,
            })
          }
        >
          {t('use.plan')}
        </Button>
        <Button variant="default" leftSection={<IconLink size={18} />} onClick={() => setOpen('link')}>
          {t('use.link')}
        </Button>
        <Button variant="default" leftSection={<IconMessage2 size={18} />} onClick={() => setOpen('point')}>
          {t('use.point')}
        </Button>
        {note.author.hasLeft ? null : (
          <Button
            variant="default"
            leftSection={<IconHeartHandshake size={18} />}
            onClick={() => setOpen('kudos')}
          >
            {t('use.kudos')}
          </Button>
        )}
      </div>
      <Competency note={note} />
      {note.canArchive ? <Archive noteId={note.id} archived={note.archivedAt !== null} /> : null}
      <Suspense fallback={null}>
        {Dialog ? <Dialog note={note} onClose={() => setOpen(null)} /> : null}
      </Suspense>
    </Section>
  );
}

function Links({ note }: { note: Note }) {
  const { t } = useTranslation('feedback');
  return (
    <ul className={classes.links}>
      {note.links.map((link) => {
        const to = link.goal
          ? paths.goal(link.goal.plan?.id, link.goal.id)
          : link.meeting
            ? paths.meeting(link.meeting.id)
            : link.kudos
              ? paths.kudos(link.kudos.id)
              : null;
        return (
          <li key={`${link.kind}${link.createdAt}${link.title}`}>
            <span className={classes.dim}>{t(`use.kind.${link.kind}`)}</span>{' '}
            {to ? <Link to={to}>{link.title}</Link> : link.title}{' '}
            <span className={classes.dim}>
              <RelativeTime at={link.createdAt} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Competency({ note }: { note: Note }) {
  const { t } = useTranslation(['feedback', 'common']);
  const link = useLinkFeedbackToCompetency();
  const [text, setText] = useState(note.competency);
  const changed = text.trim() !== note.competency;
  const save = () =>
    void link.run({ input: { noteId: note.id, competency: text.trim() } }).then((outcome) => {
      if (outcome.ok) toast(t(text.trim() ? 'use.competencyDone' : 'use.competencyGone'));
    });
  return (
    <Form onSubmit={save} label={t('use.competency')}>
      <div className={classes.inline}>
        <TextInput
          label={t('use.competency')}
          description={t('use.competencyHint')}
          maxLength={200}
          value={text}
          error={link.fieldError('competency')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!changed} loading={link.pending}>
          {t('common:action.save')}
        </Button>
      </div>
      <FormError>{link.error('competency')}</FormError>
    </Form>
  );
}

/** Out of the way, and back: nothing is lost by it, and nobody is told. */
export function Archive({ noteId, archived }: { noteId: string; archived: boolean }) {
  const { t } = useTranslation(['feedback', 'common']);
  const archive = useArchiveFeedback();
  const move = async (to: boolean) => {
    const outcome = await archive.run({ input: { noteId, archived: to } });
    if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
    else if (to) toast(t('archive.done'), { label: t('common:action.undo'), run: () => void move(false) });
    else toast(t('archive.undone'));
  };
  return (
    <div className={classes.actions}>
      <Button
        variant="subtle"
        leftSection={archived ? <IconArchiveOff size={18} /> : <IconArchive size={18} />}
        loading={archive.pending}
        onClick={() => void move(!archived)}
      >
        {t(archived ? 'archive.undo' : 'archive.do')}
      </Button>
    </div>
  );
}
