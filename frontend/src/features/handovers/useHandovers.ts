import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SaveHandover = graphql(`
  mutation SaveHandover($input: SaveHandoverInput!) {
    saveHandover(input: $input) {
      ... on SaveHandoverSuccess {
        handover {
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

const ShareHandover = graphql(`
  mutation ShareHandover($input: ShareHandoverInput!) {
    shareHandover(input: $input) {
      ... on ShareHandoverSuccess {
        handover {
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

const DeleteHandover = graphql(`
  mutation DeleteHandover($input: DeleteHandoverInput!) {
    deleteHandover(input: $input) {
      ... on DeleteHandoverSuccess {
        deletedId
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

const SettleHandoverLine = graphql(`
  mutation SettleHandoverLine($input: SettleHandoverLineInput!) {
    settleHandoverLine(input: $input) {
      ... on SettleHandoverLineSuccess {
        handover {
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

const CloseOpenItems = graphql(`
  mutation CloseOpenItems($input: CloseOpenItemsInput!) {
    closeOpenItems(input: $input) {
      ... on CloseOpenItemsSuccess {
        closed
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

/** Keep a draft. */
export const useSaveHandover = () => useCommand(SaveHandover, { quiet: true });
/** Let the receiver read it. */
export const useShareHandover = () => useCommand(ShareHandover);
/** Throw a draft away. */
export const useDeleteHandover = () => useCommand(DeleteHandover);
/** As the receiver, take a line over or not. */
export const useSettleHandoverLine = () => useCommand(SettleHandoverLine);
/** Close what one has open instead of handing it over. */
export const useCloseOpenItems = () => useCommand(CloseOpenItems);
