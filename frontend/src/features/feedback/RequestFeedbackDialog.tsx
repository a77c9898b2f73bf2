import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { calendarDate, instantAt, nextWorkday } from '@/lib/dates';
import { useViewer } from '@/lib/session';
import { useDates } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { type PickedPerson, PersonPicker } from '@/ui/PersonPicker';
import { SavedMark } from '@/ui/SavedMark';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import { type Guest, Guests } from './ask/Guests';
import { QuestionChoice } from './ask/QuestionChoice';
import { Suggestions } from './ask/Suggestions';
import { DraftNotice } from './drafts/DraftNotice';
import { useServerDraft } from './drafts/useServerDraft';
import classes from './feedback.module.css';
import { useRequestFeedback } from './useRequestFeedback';

const PersonToAsk = graphql(`
  query PersonToAsk($id: ID!) {
    person(id: $id) {
      id
      name
    }
  }
`);

const AskForm = graphql(`
  query AskForm($aboutId: ID) {
    viewer {
      person {
        id
        directReports(first: 100) {
          edges {
            node {
              id
              name
            }
          }
        }
      }
      whomToAsk(aboutId: $aboutId) {
        person {
          id
          name
        }
        reason
      }
    }
    questionBank(forAsking: true) {
      id
      text
    }
  }
`);

const MOST = 20;
const FIELDS = ['personIds', 'guests', 'aboutId', 'question', 'dueOn', 'sendAt'] as const;
const EMPTY = {
  aboutId: '',
  people: [] as PickedPerson[],
  guests: [] as Guest[],
  question: '',
  dueOn: '',
  sendAt: '',
};

interface RequestFeedbackDialogProps {
  /** The person whom another page offered; empty to choose. */
  of: string;
  onClose: () => void;
}

/** Ask for feedback about oneself, or about one of one's people: who is told. */
export default function RequestFeedbackDialog({ of, onClose }: RequestFeedbackDialogProps) {
  const { t } = useTranslation(['feedback', 'common']);
  const viewer = useViewer();
  const dates = useDates();
  const [{ data: offer }] = useQuery({ query: PersonToAsk, variables: { id: of }, pause: !of });
  const draft = useServerDraft(`ask:${of || 'new'}`, EMPTY);
  const { value, change, clear } = draft;
  const request = useRequestFeedback();
  const [{ data }] = useQuery({ query: AskForm, variables: { aboutId: value.aboutId || null } });
  const [untouched, setUntouched] = useState(true);

  const reports = (data?.viewer?.person.directReports.edges ?? []).map((edge) => edge.node);
  const about = reports.find((one) => one.id === value.aboutId);
  const offered = offer?.person ? [{ id: offer.person.id, name: offer.person.name }] : [];
  // Who was offered can be taken out again.
  const people = untouched && value.people.length === 0 ? offered : value.people;
  // Half a guest is sent as well, so that it is said what is missing.
  const guests = value.guests.filter((guest) => guest.name.trim() || guest.email.trim());
  const count = people.length + guests.length;
  const asked = new Set([...people.map((one) => one.id), viewer.personId, value.aboutId]);
  const suggested = (data?.viewer?.whomToAsk ?? []).filter((one) => !asked.has(one.person.id));
  const names = new Intl.ListFormat(t('listLocale')).format([
    ...people.map((one) => one.name),
    ...guests.map((one) => one.name.trim() || one.email.trim()),
  ]);

  function choose(next: PickedPerson[]) {
    setUntouched(false);
    change({ people: next });
  }

  async function run() {
    if (count === 0) return;
    const outcome = await request.run({
      input: {
        personIds: people.map((one) => one.id),
        guests,
        aboutId: about?.id ?? null,
        question: value.question,
        dueOn: value.dueOn || null,
        sendAt: value.sendAt ? instantAt(value.sendAt, viewer.timeZone) : null,
      },
    });
    if (!outcome.ok) return;
    clear();
    toast(
      value.sendAt
        ? t('ask.scheduled', { when: dates.full(instantAt(value.sendAt, viewer.timeZone)) })
        : t('ask.done', { count, names }),
    );
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={t('request.title')}>
      <Form onSubmit={() => void run()}>
        <DraftNotice
          draft={draft}
          linesOf={(fields) => [
            [t('request.whom'), fields.people.map((one) => one.name).join(', ')],
            [t('guests.label'), fields.guests.map((one) => one.name).join(', ')],
            [t('request.question'), fields.question],
          ]}
        />
        {reports.length > 0 ? (
          <NativeSelect
            label={t('ask.about')}
            description={about ? t('ask.told', { name: about.name }) : undefined}
            value={about?.id ?? ''}
            error={request.fieldError('aboutId')}
            onChange={(event) => change({ aboutId: event.currentTarget.value })}
            data={[
              { value: '', label: t('ask.aboutMe') },
              ...reports.map((one) => ({ value: one.id, label: one.name })),
            ]}
          />
        ) : null}
        <PersonPicker
          label={t('request.whom')}
          value={people}
          onChange={choose}
          most={MOST - guests.length}
          error={request.fieldError('personIds')}
          required={guests.length === 0}
          autoFocus={!of}
        />
        <Suggestions people={suggested} onAdd={(person) => choose([...people, person])} />
        <Guests
          value={value.guests}
          room={MOST - people.length - value.guests.length}
          onChange={(next) => change({ guests: next })}
          error={request.fieldError('guests')}
        />
        <QuestionChoice
          value={value.question}
          onChange={(question) => change({ question })}
          bank={data?.questionBank ?? []}
          error={request.fieldError('question')}
          autoFocus={Boolean(of)}
        />
        <div className={classes.pair}>
          <TextInput
            type="date"
            label={t('request.dueOn')}
            value={value.dueOn}
            error={request.fieldError('dueOn')}
            onChange={(event) => change({ dueOn: event.currentTarget.value })}
          />
          <div>
            <span className={classes.label} id="ask-when">
              {t('ask.when')}
            </span>
            <SegmentedControl
              fullWidth
              aria-labelledby="ask-when"
              value={value.sendAt ? 'later' : 'now'}
              onChange={(next) =>
                change({
                  sendAt:
                    next === 'later'
                      ? `${nextWorkday(calendarDate(new Date(), viewer.timeZone))}T09:00`
                      : '',
                })
              }
              data={[
                { value: 'now', label: t('ask.now') },
                { value: 'later', label: t('ask.later') },
              ]}
            />
          </div>
        </div>
        {value.sendAt ? (
          <TextInput
            type="datetime-local"
            label={t('ask.sendAt')}
            description={t('ask.sendAtHint')}
            value={value.sendAt}
            error={request.fieldError('sendAt')}
            onChange={(event) => change({ sendAt: event.currentTarget.value })}
          />
        ) : null}
        <FormError>{request.error(...FIELDS)}</FormError>
        <WhoWillSee>
          {count === 0
            ? t('whoSees.unknown')
            : about
              ? t('ask.whoSeesAbout', { names, name: about.name, count })
              : t('ask.whoSees', { names, count })}
        </WhoWillSee>
        <FormActions>
          <span className={classes.saved}>
            <SavedMark state={draft.state} />
          </span>
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button
            type="submit"
            disabled={count === 0 || draft.state === 'conflict'}
            loading={request.pending}
          >
            {t(value.sendAt ? 'ask.sendLater' : 'request.send')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
