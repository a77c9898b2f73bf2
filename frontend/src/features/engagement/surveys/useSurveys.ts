import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SaveSurvey = graphql(`
  mutation SaveSurvey($input: SaveSurveyInput!) {
    saveSurvey(input: $input) {
      ... on SaveSurveySuccess {
        survey {
          id
          version
          ...SurveyFacts_survey
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

const CopySurvey = graphql(`
  mutation CopySurvey($input: CopySurveyInput!) {
    copySurvey(input: $input) {
      ... on CopySurveySuccess {
        survey {
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

const DeleteSurveyDraft = graphql(`
  mutation DeleteSurveyDraft($input: DeleteSurveyDraftInput!) {
    deleteSurveyDraft(input: $input) {
      ... on DeleteSurveyDraftSuccess {
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

const LaunchSurvey = graphql(`
  mutation LaunchSurvey($input: LaunchSurveyInput!) {
    launchSurvey(input: $input) {
      ... on LaunchSurveySuccess {
        survey {
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

const EndSurvey = graphql(`
  mutation EndSurvey($input: EndSurveyInput!) {
    endSurvey(input: $input) {
      ... on EndSurveySuccess {
        survey {
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

const CancelWave = graphql(`
  mutation CancelWave($input: CancelWaveInput!) {
    cancelWave(input: $input) {
      ... on CancelWaveSuccess {
        wave {
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

const RemindOfWave = graphql(`
  mutation RemindOfWave($input: RemindOfWaveInput!) {
    remindOfWave(input: $input) {
      ... on RemindOfWaveSuccess {
        reminded
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

/** A new draft. */
export const useCreateSurvey = () => useCommand(SaveSurvey);
/** Keep what was changed in a draft; quiet, for it saves itself. */
export const useSaveSurvey = () => useCommand(SaveSurvey, { quiet: true });
/** A draft with the same questions, people and promise. */
export const useCopySurvey = () => useCommand(CopySurvey);
/** Takes a draft away. */
export const useDeleteSurveyDraft = () => useCommand(DeleteSurveyDraft);
/** Freezes the promise; the first wave opens on its day. */
export const useLaunchSurvey = () => useCommand(LaunchSurvey);
/** No further wave. */
export const useEndSurvey = () => useCommand(EndSurvey);
/** Destroys the ballots of a wave unread. */
export const useCancelWave = () => useCommand(CancelWave);
/** Reminds all who have not taken their ballot. */
export const useRemindOfWave = () => useCommand(RemindOfWave);
