import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const AddWebhookEndpoint = graphql(`
  mutation AddWebhookEndpoint($input: AddWebhookEndpointInput!) {
    addWebhookEndpoint(input: $input) {
      ... on AddWebhookEndpointSuccess {
        secret
        endpoint {
          id
          name
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

const EditWebhookEndpoint = graphql(`
  mutation EditWebhookEndpoint($input: EditWebhookEndpointInput!) {
    editWebhookEndpoint(input: $input) {
      ... on EditWebhookEndpointSuccess {
        endpoint {
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

const RotateWebhookSecret = graphql(`
  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
    rotateWebhookSecret(input: $input) {
      ... on RotateWebhookSecretSuccess {
        secret
        endpoint {
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

const RemoveWebhookEndpoint = graphql(`
  mutation RemoveWebhookEndpoint($input: RemoveWebhookEndpointInput!) {
    removeWebhookEndpoint(input: $input) {
      ... on RemoveWebhookEndpointSuccess {
        removedId
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

const AddChatChannel = graphql(`
  mutation AddChatChannel($input: AddChatChannelInput!) {
    addChatChannel(input: $input) {
      ... on AddChatChannelSuccess {
        channel {
          id
          name
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

const EditChatChannel = graphql(`
  mutation EditChatChannel($input: EditChatChannelInput!) {
    editChatChannel(input: $input) {
      ... on EditChatChannelSuccess {
        channel {
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

const RemoveChatChannel = graphql(`
  mutation RemoveChatChannel($input: RemoveChatChannelInput!) {
    removeChatChannel(input: $input) {
      ... on RemoveChatChannelSuccess {
        removedId
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

const SendTestDelivery = graphql(`
  mutation SendTestDelivery($input: SendTestDeliveryInput!) {
    sendTestDelivery(input: $input) {
      ... on SendTestDeliverySuccess {
        delivery {
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

const ReplayDelivery = graphql(`
  mutation ReplayDelivery($input: ReplayDeliveryInput!) {
    replayDelivery(input: $input) {
      ... on ReplayDeliverySuccess {
        delivery {
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

export const useAddEndpoint = () => useCommand(AddWebhookEndpoint);
export const useEditEndpoint = () => useCommand(EditWebhookEndpoint);
export const useRotateSecret = () => useCommand(RotateWebhookSecret);
export const useRemoveEndpoint = () => useCommand(RemoveWebhookEndpoint);
export const useAddChannel = () => useCommand(AddChatChannel);
export const useEditChannel = () => useCommand(EditChatChannel);
export const useRemoveChannel = () => useCommand(RemoveChatChannel);
export const useSendTest = () => useCommand(SendTestDelivery);
export const useReplay = () => useCommand(ReplayDelivery);
