import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const AddFocusArea = graphql(`
  mutation AddFocusArea($input: AddFocusAreaInput!) {
    addFocusArea(input: $input) {
      ... on AddFocusAreaSuccess {
        focusArea {
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

const EditFocusArea = graphql(`
  mutation EditFocusArea($input: EditFocusAreaInput!) {
    editFocusArea(input: $input) {
      ... on EditFocusAreaSuccess {
        focusArea {
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

const RemoveFocusArea = graphql(`
  mutation RemoveFocusArea($input: RemoveFocusAreaInput!) {
    removeFocusArea(input: $input) {
      ... on RemoveFocusAreaSuccess {
        plan {
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

/** One more thing that the plan concentrates on. */
export const useAddFocusArea = () => useCommand(AddFocusArea);
/** The same in other words. */
export const useEditFocusArea = () => useCommand(EditFocusArea);
/** Takes it away; its goals stay. */
export const useRemoveFocusArea = () => useCommand(RemoveFocusArea);
