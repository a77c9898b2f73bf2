import { graphql } from '@/gql';

export const PastSurveyDraftQuery = graphql(`
  query PastSurveyDraft($uploadId: ID!) {
    pastSurveyDraft(uploadId: $uploadId) {
      uploadId
      fileName
      rows
      columns {
        name
        use
        kind
        segment
        values
        examples
        lowest
        highest
        note
      }
    }
    surveyDrivers {
      id
      name
    }
  }
`);

export const ImportPastSurveyMutation = graphql(`
  mutation ImportPastSurvey($input: ImportPastSurveyInput!) {
    importPastSurvey(input: $input) {
      __typename
      ... on ImportPastSurveySuccess {
        report {
          ...CsvImport_report
        }
        losses {
          kind
          kept
          people
          values
          valuesKept
        }
        wave {
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
