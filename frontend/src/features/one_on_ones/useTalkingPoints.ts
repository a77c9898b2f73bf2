import { useTranslation } from 'react-i18next';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { toast } from '@/ui/toast';

const AddTalkingPoint = graphql(`
  mutation AddTalkingPoint($input: AddTalkingPointInput!) {
    addTalkingPoint(input: $input) {
      ... on AddTalkingPointSuccess {
        talkingPoint {
          id
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const EditTalkingPoint = graphql(`
  mutation EditTalkingPoint($input: EditTalkingPointInput!) {
    editTalkingPoint(input: $input) {
      ... on EditTalkingPointSuccess {
        talkingPoint {
          id
          version
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const MoveTalkingPoint = graphql(`
  mutation MoveTalkingPoint($input: MoveTalkingPointInput!) {
    moveTalkingPoint(input: $input) {
      ... on MoveTalkingPointSuccess {
        meeting {
          id
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const SetTalkingPointState = graphql(`
  mutation SetTalkingPointState($input: SetTalkingPointStateInput!) {
    setTalkingPointState(input: $input) {
      ... on SetTalkingPointStateSuccess {
        talkingPoint {
          id
          state
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const DeleteTalkingPoint = graphql(`
  mutation DeleteTalkingPoint($input: DeleteTalkingPointInput!) {
    deleteTalkingPoint(input: $input) {
      ... on DeleteTalkingPointSuccess {
        meeting {
          id
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

export const useAddTalkingPoint = () => useCommand(AddTalkingPoint);

interface Point {
  id: string;
  body: string;
  visibility: 'SHARED' | 'PRIVATE';
  recurring: boolean;
}

interface Change {
  talkingPointId: string;
  body: string;
  version: number;
  visibility?: Point['visibility'];
  recurring?: boolean;
}

/** Changes one's own point; `change` is for where no form could show why it was refused. */
export function useEditTalkingPoint() {
  const command = useCommand(EditTalkingPoint);
  return {
    ...command,
    change: async (input: Change) => {
      const outcome = await command.run({ input });
      if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
    },
  };
}

/** Puts a point before another one, or last. */
export function useMoveTalkingPoint() {
  const { run, pending } = useCommand(MoveTalkingPoint);
  return {
    pending,
    run: async (talkingPointId: string, beforeId: string | null) => {
      const outcome = await run({ input: { talkingPointId, beforeId } });
      if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
      return outcome.ok;
    },
  };
}

/** Marks a point as discussed or not. */
export function useSetTalkingPointState() {
  const { run, pending } = useCommand(SetTalkingPointState);
  return {
    pending,
    run: async (talkingPointId: string, state: 'OPEN' | 'DISCUSSED') => {
      const outcome = await run({ input: { talkingPointId, state } });
      if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
      return outcome.ok;
    },
  };
}

/** Deletes a point; undoing writes it anew. */
export function useDeleteTalkingPoint(meetingId: string) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const { run, pending } = useCommand(DeleteTalkingPoint);
  const add = useCommand(AddTalkingPoint);
  return {
    pending,
    /** Without a way back: for what was only just added. */
    quietly: async (id: string) => {
      const outcome = await run({ input: { talkingPointId: id } });
      if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
      return outcome.ok;
    },
    run: async ({ id, body, visibility, recurring }: Point) => {
      const outcome = await run({ input: { talkingPointId: id } });
      if (!outcome.ok) {
        toast(outcome.refusal?.message ?? outcome.fault ?? '');
        return;
      }
      toast(t('points.deleted', { point: body }), {
        label: t('common:action.undo'),
        run: () => void add.run({ input: { meetingId, body, visibility, recurring } }),
      });
    },
  };
}
