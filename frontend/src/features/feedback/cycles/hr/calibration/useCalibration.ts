import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SaveCalibrationSession = graphql(`
  mutation SaveCalibrationSession($input: SaveCalibrationSessionInput!) {
    saveCalibrationSession(input: $input) {
      ... on SaveCalibrationSessionSuccess {
        session {
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

const CloseCalibrationSession = graphql(`
  mutation CloseCalibrationSession($input: CloseCalibrationSessionInput!) {
    closeCalibrationSession(input: $input) {
      ... on CloseCalibrationSessionSuccess {
        session {
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

const ProposeCalibrationChange = graphql(`
  mutation ProposeCalibrationChange($input: ProposeCalibrationChangeInput!) {
    proposeCalibrationChange(input: $input) {
      ... on ProposeCalibrationChangeSuccess {
        session {
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

const DecideCalibrationChange = graphql(`
  mutation DecideCalibrationChange($input: DecideCalibrationChangeInput!) {
    decideCalibrationChange(input: $input) {
      ... on DecideCalibrationChangeSuccess {
        session {
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

/** A session, new or changed. */
export const useSaveCalibrationSession = () => useCommand(SaveCalibrationSession);
/** End a session, or go on with it. */
export const useCloseCalibrationSession = () => useCommand(CloseCalibrationSession);
/** Another rating for one person, with a reason. */
export const useProposeCalibrationChange = () => useCommand(ProposeCalibrationChange);
/** Accept or reject what was proposed. */
export const useDecideCalibrationChange = () => useCommand(DecideCalibrationChange);
