import { Button } from '@mantine/core';
import { IconHeart, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { DateTimeText } from '@/ui/dates';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Markdown } from '@/ui/Markdown';
import { PersonLine } from '@/ui/PersonLine';
import { Card, Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import classes from './feedback.module.css';
import { FollowUp } from './note/FollowUp';
import { Uses } from './note/Uses';
import { NOTE_FIELDS, NoteFields } from './NoteFields';
import { useEditFeedback } from './useEditFeedback';
import { useThankForFeedback } from './useThankForFeedback';

export const NoteCardFragment = graphql(`
  fragment NoteCard_note on FeedbackNote {
    id
    situation
    behaviour
    impact
    nextStep
    createdAt
    editedAt
    thankedAt
    canEdit
    canThank
    author {
      id
      name
      isViewer
      ...PersonLine_person
    }
    recipient {
      id
      name
      isViewer
      ...PersonLine_person
    }
    request {
      id
      question
    }
    department {
      id
      name
    }
    recipientCount
    competency
    visibleTo {
      id
      name
      ...PersonLine_person
    }
    ...FollowUp_note
    ...Uses_note
  }
`);

type Note = DocumentType<typeof NoteCardFragment>;

/** One note, with what its reader or writer may do with it. */
export function NoteCard({ note: masked }: { note: FragmentType<typeof NoteCardFragment> }) {
  const note = unmask(NoteCardFragment, masked);
  const { t } = useTranslation('feedback');
  const [editing, setEditing] = useState(false);
  return (
    <div className={classes.page}>
      <Card>
        <div className={classes.card}>
          <div className={classes.byline}>
            <PersonLine person={note.author} note={<DateTimeText at={note.createdAt} />} />
            {note.canEdit && !editing ? (
              <Button
                variant="default"
                leftSection={<IconPencil size={18} />}
                onClick={() => setEditing(true)}
              >
                {t('note.edit')}
              </Button>
            ) : null}
          </div>
          {note.department ? (
            <p className={classes.side}>
              {note.author.isViewer
                ? t('note.toTeam', { team: note.department.name, count: note.recipientCount })
                : t('note.toYourTeam', { team: note.department.name })}
            </p>
          ) : null}
          {note.request ? <p className={classes.question}>{note.request.question}</p> : null}
          {editing ? (
            <EditForm note={note} done={() => setEditing(false)} />
          ) : (
            <dl className={classes.parts}>
              {NOTE_FIELDS.filter((field) => note[field] !== '').map((field) => (
                <div key={field}>
                  <dt>{t(`part.${field}`)}</dt>
                  <dd>
                    <Markdown>{note[field]}</Markdown>
                  </dd>
                </div>
              ))}
            </dl>
          )}
          {note.competency && !note.recipient.isViewer ? (
            <p className={classes.side}>{t('note.competency', { competency: note.competency })}</p>
          ) : null}
          {note.editedAt && !editing ? (
            <p className={classes.side}>
              {t('note.edited')} <DateTimeText at={note.editedAt} />
            </p>
          ) : null}
        </div>
      </Card>
      <div className={classes.acts}>
        <Thanks note={note} />
        <FollowUp note={note} />
      </div>
      <Uses note={note} />
      <Section title={t('note.visibleTo')}>
        <ul className={classes.people}>
          {note.visibleTo.map((person) => (
            <li key={person.id}>
              <PersonLine person={person} size="sm" />
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

function Thanks({ note }: { note: Note }) {
  const { t } = useTranslation('feedback');
  const thank = useThankForFeedback();
  if (note.thankedAt) {
    return (
      <p className={classes.thanked}>
        {note.recipient.isViewer
          ? t('note.youThanked', { name: note.author.name })
          : t('note.helpedThem', { name: note.recipient.name })}
      </p>
    );
  }
  if (!note.canThank) return null;
  return (
    <div className={classes.actions}>
      <Button
        size="md"
        leftSection={<IconHeart size={18} />}
        loading={thank.pending}
        onClick={() =>
          void thank.run({ input: { noteId: note.id } }).then((outcome) => {
            if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
          })
        }
      >
        {t('note.thank', { name: note.author.name })}
      </Button>
    </div>
  );
}

function EditForm({ note, done }: { note: Note; done: () => void }) {
  const { t } = useTranslation(['feedback', 'common']);
  const { situation, behaviour, impact, nextStep } = note;
  const { value: draft, change, clear } = useDraft(`feedback.edit:${note.id}`, {
    situation,
    behaviour,
    impact,
    nextStep,
  });
  const edit = useEditFeedback();
  const names = new Intl.ListFormat(t('listLocale')).format(note.visibleTo.map((one) => one.name));

  async function run() {
    const outcome = await edit.run({ input: { noteId: note.id, ...draft } });
    if (!outcome.ok) return;
    clear();
    done();
  }

  return (
    <Form onSubmit={() => void run()} label={t('note.edit')}>
      <NoteFields value={draft} change={change} fieldError={edit.fieldError} />
      <FormError>{edit.error(...NOTE_FIELDS)}</FormError>
      <WhoWillSee>{t('note.whoSees', { names })}</WhoWillSee>
      <FormActions>
        <Button
          variant="default"
          onClick={() => {
            clear();
            done();
          }}
        >
          {t('common:action.cancel')}
        </Button>
        <Button type="submit" loading={edit.pending}>
          {t('common:action.save')}
        </Button>
      </FormActions>
    </Form>
  );
}
