import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useDraft } from '@/lib/useDraft';
import { LoadingState } from '@/ui/states';
import { Done, Elsewhere, Over } from './Ends';
import { Promised } from './Promised';
import { QuestionScreen } from './QuestionScreen';
import { Review } from './Review';
import { type Given, NOTHING, isAnswered, onlyOf } from './form';
import { useBallot } from './useBallot';
import { useChosen } from './useChosen';

export const AnsweringFragment = graphql(`
  fragment Answering_invitation on SurveyInvitation {
    wave {
      id
      state
    }
    title
    intro
    taken
    startsAt
    endsAt
    seconds
    publicKey
    promise {
      sentences
      hash
      scoreGroup
    }
    toldAs {
      kind
      label
    }
    questions {
      id
      kind
      text
      help
      labels
      options
    }
  }
`);

/**
 * From the promise over one question at a time to the last look. Where one is stands in the address, so
 * that the back button goes one question back; what is answered lies on this device until it is sent.
 */
export function Answering({
  invitation: masked,
}: {
  invitation: FragmentType<typeof AnsweringFragment>;
}) {
  const invitation = unmask(AnsweringFragment, masked);
  const { questions, wave } = invitation;
  const [search, setSearch] = useSearchParams();
  const draft = useDraft<Given>(`engagement.answer:${wave.id}`, NOTHING);
  const ballot = useBallot(invitation);
  const chosen = useChosen(questions, draft);
  const [sent, setSent] = useState<{ arrived: boolean; code?: string | undefined }>();
  const [tooLate, setTooLate] = useState(false);

  const over = tooLate || wave.state !== 'OPEN' || Date.parse(invitation.endsAt) < Date.now();
  const elsewhere = invitation.taken && ballot.held === 'no';
  // What can never be sent from here does not stay on the device.
  const { dirty, clear } = draft;
  useEffect(() => {
    if (dirty && (over || elsewhere)) clear();
  }, [dirty, clear, over, elsewhere]);

  if (sent) return <Done {...sent} endsAt={invitation.endsAt} />;
  if (ballot.held === undefined) return <LoadingState lines={4} />;
  if (ballot.held === 'kept') return <Done arrived={false} endsAt={invitation.endsAt} />;
  if (over) return <Over />;
  if (elsewhere) return <Elsewhere />;

  const step = search.get('step') ?? '';
  const at = Number(step);
  const question = Number.isInteger(at) && at > 0 ? questions[at - 1] : undefined;
  const goTo = (next: number | 'send', replace = false) =>
    setSearch({ step: next === 'send' || next > questions.length ? 'send' : String(next) }, { replace });

  const begin = async () => {
    if (!(await ballot.take())) return;
    // With an answer that was chosen in a mail one goes on behind it, else where one stopped.
    const first = chosen
      ? questions.findIndex((one) => one.id === chosen.id) + 1
      : questions.findIndex((one) => !isAnswered(one, draft.value));
    goTo(first < 0 ? 'send' : first + 1);
  };
  const send = async () => {
    const outcome = await ballot.send(onlyOf(questions, draft.value));
    if (!outcome) return;
    draft.clear();
    if (outcome.kind === 'closed') setTooLate(true);
    else {
      setSent({
        arrived: outcome.kind === 'received',
        code: outcome.kind === 'received' ? outcome.code : undefined,
      });
    }
  };

  if (step === 'send') {
    return (
      <Review
        questions={questions}
        given={draft.value}
        scoreGroup={invitation.promise.scoreGroup}
        pending={ballot.pending}
        error={ballot.error}
        onChange={(index) => goTo(index + 1)}
        onReplies={(replies) => draft.change({ replies })}
        onSend={() => void send()}
      />
    );
  }
  if (question) {
    return (
      <QuestionScreen
        key={question.id}
        question={question}
        number={at}
        count={questions.length}
        given={draft.value}
        onChange={draft.change}
        onNext={() => goTo(at + 1)}
        onBack={() => (at > 1 ? goTo(at - 1) : setSearch({}))}
      />
    );
  }
  return (
    <Promised
      invitation={invitation}
      given={draft.value}
      chosen={chosen}
      begun={questions.some((one) => isAnswered(one, draft.value)) && !chosen}
      restored={draft.restored}
      pending={ballot.pending}
      error={ballot.error}
      onBegin={() => void begin()}
      onAfresh={draft.clear}
    />
  );
}
