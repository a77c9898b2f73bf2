import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const RedeemReward = graphql(`
  mutation RedeemReward($input: RedeemRewardInput!) {
    redeemReward(input: $input) {
      ... on RedeemRewardSuccess {
        redemption {
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

const CancelRedemption = graphql(`
  mutation CancelRedemption($input: CancelRedemptionInput!) {
    cancelRedemption(input: $input) {
      ... on CancelRedemptionSuccess {
        redemption {
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

const DecideRedemption = graphql(`
  mutation DecideRedemption($input: DecideRedemptionInput!) {
    decideRedemption(input: $input) {
      ... on DecideRedemptionSuccess {
        redemption {
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

const FulfilRedemption = graphql(`
  mutation FulfilRedemption($input: FulfilRedemptionInput!) {
    fulfilRedemption(input: $input) {
      ... on FulfilRedemptionSuccess {
        redemption {
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

const SaveReward = graphql(`
  mutation SaveReward($input: SaveRewardInput!) {
    saveReward(input: $input) {
      ... on SaveRewardSuccess {
        reward {
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

const RetireReward = graphql(`
  mutation RetireReward($input: RetireRewardInput!) {
    retireReward(input: $input) {
      ... on RetireRewardSuccess {
        reward {
          id
          retired
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

const OrderRewards = graphql(`
  mutation OrderRewards($input: OrderRewardsInput!) {
    orderRewards(input: $input) {
      ... on OrderRewardsSuccess {
        rewards {
          id
          position
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

const SetAllowanceRules = graphql(`
  mutation SetAllowanceRules($input: SetAllowanceRulesInput!) {
    setAllowanceRules(input: $input) {
      ... on SetAllowanceRulesSuccess {
        rules {
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

/** Asks for a reward; under the same key it is asked for once. */
export const useRedeemReward = () => useCommand(RedeemReward);
/** Takes a wish back, and the points with it. */
export const useCancelRedemption = () => useCommand(CancelRedemption);
/** HR approves, or says why not. */
export const useDecideRedemption = () => useCommand(DecideRedemption);
/** HR says that it was handed over. */
export const useFulfilRedemption = () => useCommand(FulfilRedemption);
/** HR keeps a reward. */
export const useSaveReward = () => useCommand(SaveReward);
/** HR takes a reward out of the catalogue, or puts it back. */
export const useRetireReward = () => useCommand(RetireReward);
/** HR puts the rewards into an order. */
export const useOrderRewards = () => useCommand(OrderRewards);
/** HR says how many points whom is given, as a whole list. */
export const useSetAllowanceRules = () => useCommand(SetAllowanceRules);
