import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SendMailAgain = graphql(`
  mutation SendMailAgain($input: SendMailAgainInput!) {
    sendMailAgain(input: $input) {
      ... on SendMailAgainSuccess {
        mail {
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

const SendParkedMailsAgain = graphql(`
  mutation SendParkedMailsAgain($input: SendParkedMailsAgainInput!) {
    sendParkedMailsAgain(input: $input) {
      ... on SendParkedMailsAgainSuccess {
        count
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

const CancelMail = graphql(`
  mutation CancelMail($input: CancelMailInput!) {
    cancelMail(input: $input) {
      ... on CancelMailSuccess {
        mail {
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

const BlockAddress = graphql(`
  mutation BlockAddress($input: BlockAddressInput!) {
    blockAddress(input: $input) {
      ... on BlockAddressSuccess {
        block {
          id
          address
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

const UnblockAddress = graphql(`
  mutation UnblockAddress($input: UnblockAddressInput!) {
    unblockAddress(input: $input) {
      ... on UnblockAddressSuccess {
        address
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

const SendTestMail = graphql(`
  mutation SendTestMail($input: SendTestMailInput!) {
    sendTestMail(input: $input) {
      ... on SendTestMailSuccess {
        mail {
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

/** Sends a mail again that could not be sent, under its own Message-ID. */
export const useSendAgain = () => useCommand(SendMailAgain);
export const useSendParkedAgain = () => useCommand(SendParkedMailsAgain);
export const useCancelMail = () => useCommand(CancelMail);
export const useBlockAddress = () => useCommand(BlockAddress);
export const useUnblockAddress = () => useCommand(UnblockAddress);
export const useSendTestMail = () => useCommand(SendTestMail);
