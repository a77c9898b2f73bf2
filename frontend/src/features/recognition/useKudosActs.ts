import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useCallback } from 'react';
import type { AnyVariables } from 'urql';
import { graphql } from '@/gql';
import { type Command, useCommand } from '@/lib/useCommand';
import { changed } from './changes';

const WithdrawKudos = graphql(`
  mutation WithdrawKudos($input: WithdrawKudosInput!) {
    withdrawKudos(input: $input) {
      ... on WithdrawKudosSuccess {
        withdrawnId
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

const MakeKudosPrivate = graphql(`
  mutation MakeKudosPrivate($input: MakeKudosPrivateInput!) {
    makeKudosPrivate(input: $input) {
      ... on MakeKudosPrivateSuccess {
        kudos {
          id
          visibility
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

const HideKudos = graphql(`
  mutation HideKudos($input: HideKudosInput!) {
    hideKudos(input: $input) {
      ... on HideKudosSuccess {
        kudos {
          id
          hidden
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

const EditKudos = graphql(`
  mutation EditKudos($input: EditKudosInput!) {
    editKudos(input: $input) {
      ... on EditKudosSuccess {
        kudos {
          id
        }
        notTold {
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

const ReportContent = graphql(`
  mutation ReportContent($input: ReportContentInput!) {
    reportContent(input: $input) {
      ... on ReportContentSuccess {
        reportedId
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

const RestoreContent = graphql(`
  mutation RestoreContent($input: RestoreContentInput!) {
    restoreContent(input: $input) {
      ... on RestoreContentSuccess {
        restoredId
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

/** A command after which whatever shows these kudos on this device reads them again. */
export function useTelling<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  kudosId: string,
): Command<Data, Variables> {
  const command = useCommand(document);
  const { run } = command;
  const telling = useCallback(
    async (variables: Variables) => {
      const outcome = await run(variables);
      if (outcome.ok) await changed(kudosId);
      return outcome;
    },
    [run, kudosId],
  );
  return { ...command, run: telling };
}

/** The author takes thanks back. */
export const useWithdrawKudos = (kudosId: string) => useTelling(WithdrawKudos, kudosId);
/** A receiver keeps thanks between the few. */
export const useMakeKudosPrivate = (kudosId: string) => useTelling(MakeKudosPrivate, kudosId);
/** A moderator hides what hurts, with a reason that the author reads. */
export const useHideKudos = (kudosId: string) => useTelling(HideKudos, kudosId);
/** The author mends the words, for a day. */
export const useEditKudos = (kudosId: string) => useTelling(EditKudos, kudosId);
/** Somebody who reads it shows it to the moderators. */
export const useReportContent = () => useCommand(ReportContent);
/** A moderator shows again what was hidden: kudos, or a comment under them. */
export const useRestoreContent = (kudosId: string) => useTelling(RestoreContent, kudosId);
