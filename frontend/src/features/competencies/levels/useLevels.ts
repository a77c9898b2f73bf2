import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const PlacePerson = graphql(`
  mutation PlacePerson($input: PlacePersonInput!) {
    placePerson(input: $input) {
      ... on PlacePersonSuccess {
        person {
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

const EndPlacement = graphql(`
  mutation EndPlacement($input: EndPlacementInput!) {
    endPlacement(input: $input) {
      ... on EndPlacementSuccess {
        person {
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

const ImportPlacements = graphql(`
  mutation ImportPlacements($input: ImportPlacementsInput!) {
    importPlacements(input: $input) {
      ... on ImportPlacementsSuccess {
        report {
          ...CsvImport_report
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

/** Says at which level somebody stands from a day on. */
export const usePlacePerson = () => useCommand(PlacePerson);
/** Ends the present level without another one. */
export const useEndPlacement = () => useCommand(EndPlacement);
/** Reads levels of many people from a table. */
export const useImportPlacements = () => useCommand(ImportPlacements);
