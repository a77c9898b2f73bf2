import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SaveSurveyItem = graphql(`
  mutation SaveSurveyItem($input: SaveSurveyItemInput!) {
    saveSurveyItem(input: $input) {
      ... on SaveSurveyItemSuccess {
        item {
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

const RetireSurveyItem = graphql(`
  mutation RetireSurveyItem($input: RetireSurveyItemInput!) {
    retireSurveyItem(input: $input) {
      ... on RetireSurveyItemSuccess {
        item {
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

const SaveSurveyDriver = graphql(`
  mutation SaveSurveyDriver($input: SaveSurveyDriverInput!) {
    saveSurveyDriver(input: $input) {
      ... on SaveSurveyDriverSuccess {
        driver {
          id
          version
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

/** A question of the bank, new or changed; surveys that have it keep their own words. */
export const useSaveItem = () => useCommand(SaveSurveyItem);
/** Out of the bank's list, or back into it. */
export const useRetireItem = () => useCommand(RetireSurveyItem);
/** A theme, new, renamed or put away. */
export const useSaveDriver = () => useCommand(SaveSurveyDriver);
