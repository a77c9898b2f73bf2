import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SaveCompanyValue = graphql(`
  mutation SaveCompanyValue($input: SaveCompanyValueInput!) {
    saveCompanyValue(input: $input) {
      ... on SaveCompanyValueSuccess {
        value {
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

const RetireCompanyValue = graphql(`
  mutation RetireCompanyValue($input: RetireCompanyValueInput!) {
    retireCompanyValue(input: $input) {
      ... on RetireCompanyValueSuccess {
        value {
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

const OrderCompanyValues = graphql(`
  mutation OrderCompanyValues($input: OrderCompanyValuesInput!) {
    orderCompanyValues(input: $input) {
      ... on OrderCompanyValuesSuccess {
        values {
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

const EditRecognitionSettings = graphql(`
  mutation EditRecognitionSettings($input: EditRecognitionSettingsInput!) {
    editRecognitionSettings(input: $input) {
      ... on EditRecognitionSettingsSuccess {
        settings {
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

export function useSaveValue() {
  return useCommand(SaveCompanyValue);
}

export function useRetireValue() {
  return useCommand(RetireCompanyValue);
}

export function useOrderValues() {
  return useCommand(OrderCompanyValues);
}

export function useEditSettings() {
  return useCommand(EditRecognitionSettings);
}
