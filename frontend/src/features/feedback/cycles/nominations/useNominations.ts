import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const Nominate = graphql(`
  mutation Nominate($input: NominateInput!) {
    nominate(input: $input) {
      ... on NominateSuccess {
        participant {
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

const SendNominations = graphql(`
  mutation SendNominations($input: SendNominationsInput!) {
    sendNominations(input: $input) {
      ... on SendNominationsSuccess {
        participant {
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

const ApproveNominations = graphql(`
  mutation ApproveNominations($input: ApproveNominationsInput!) {
    approveNominations(input: $input) {
      ... on ApproveNominationsSuccess {
        participant {
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

const RejectNomination = graphql(`
  mutation RejectNomination($input: RejectNominationInput!) {
    rejectNomination(input: $input) {
      ... on RejectNominationSuccess {
        participant {
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

const UndoNominationRefusal = graphql(`
  mutation UndoNominationRefusal($input: UndoNominationRefusalInput!) {
    undoNominationRefusal(input: $input) {
      ... on UndoNominationRefusalSuccess {
        review {
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

const RemoveNomination = graphql(`
  mutation RemoveNomination($input: RemoveNominationInput!) {
    removeNomination(input: $input) {
      ... on RemoveNominationSuccess {
        participant {
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

const DelegateNomination = graphql(`
  mutation DelegateNomination($input: DelegateNominationInput!) {
    delegateNomination(input: $input) {
      ... on DelegateNominationSuccess {
        participant {
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

const ResendGuestLink = graphql(`
  mutation ResendGuestLink($input: ResendGuestLinkInput!) {
    resendGuestLink(input: $input) {
      ... on ResendGuestLinkSuccess {
        review {
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

/** Puts people and guests on the list. */
export const useNominate = () => useCommand(Nominate);
/** "That is my choice." */
export const useSendNominations = () => useCommand(SendNominations);
/** Lets all that are proposed be asked. */
export const useApproveNominations = () => useCommand(ApproveNominations);
/** Refuses one, with a reason. */
export const useRejectNomination = () => useCommand(RejectNomination);
/** Takes a refusal back. */
export const useUndoNominationRefusal = () => useCommand(UndoNominationRefusal);
/** Takes one off the list before it was approved. */
export const useRemoveNomination = () => useCommand(RemoveNomination);
/** Lets somebody else choose, or (null) chooses oneself again. */
export const useDelegateNomination = () => useCommand(DelegateNomination);
/** A new link for a guest; the former one ends. */
export const useResendGuestLink = () => useCommand(ResendGuestLink);
