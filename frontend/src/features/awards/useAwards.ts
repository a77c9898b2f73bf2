import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SaveAward = graphql(`
  mutation SaveAward($input: SaveAwardInput!) {
    saveAward(input: $input) {
      ... on SaveAwardSuccess {
        award {
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

const OpenAward = graphql(`
  mutation OpenAward($input: OpenAwardInput!) {
    openAward(input: $input) {
      ... on OpenAwardSuccess {
        award {
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

const AdvanceAward = graphql(`
  mutation AdvanceAward($input: AdvanceAwardInput!) {
    advanceAward(input: $input) {
      ... on AdvanceAwardSuccess {
        award {
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

const CancelAward = graphql(`
  mutation CancelAward($input: CancelAwardInput!) {
    cancelAward(input: $input) {
      ... on CancelAwardSuccess {
        award {
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

const NominateForAward = graphql(`
  mutation NominateForAward($input: NominateForAwardInput!) {
    nominateForAward(input: $input) {
      ... on NominateForAwardSuccess {
        nomination {
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

const WithdrawAwardNomination = graphql(`
  mutation WithdrawAwardNomination($input: WithdrawAwardNominationInput!) {
    withdrawAwardNomination(input: $input) {
      ... on WithdrawAwardNominationSuccess {
        award {
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

const VoteForAward = graphql(`
  mutation VoteForAward($input: VoteForAwardInput!) {
    voteForAward(input: $input) {
      ... on VoteForAwardSuccess {
        award {
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

const AnnounceAward = graphql(`
  mutation AnnounceAward($input: AnnounceAwardInput!) {
    announceAward(input: $input) {
      ... on AnnounceAwardSuccess {
        award {
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

/** Keeps an award as HR plans it. */
export const useSaveAward = () => useCommand(SaveAward);
/** Nominations begin now, whatever the day. */
export const useOpenAward = () => useCommand(OpenAward);
/** The next step begins before its day. */
export const useAdvanceAward = () => useCommand(AdvanceAward);
/** There will be no award. */
export const useCancelAward = () => useCommand(CancelAward);
/** Says who should have it, and why; again for the same person, it changes that. */
export const useNominateForAward = () => useCommand(NominateForAward);
/** Takes a nomination back. */
export const useWithdrawAwardNomination = () => useCommand(WithdrawAwardNomination);
/** A juror's score for a nominee. */
export const useVoteForAward = () => useCommand(VoteForAward);
/** HR tells everybody who has it. */
export const useAnnounceAward = () => useCommand(AnnounceAward);
