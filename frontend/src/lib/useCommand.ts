import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyVariables, CombinedError } from 'urql';
import { useClient } from 'urql';

/** What a mutation answers when it did not do what was asked. The message is in the viewer's language. */
export interface Refusal {
  __typename: 'Refusal';
  kind: 'INVALID_INPUT' | 'NOT_FOUND' | 'NOT_ALLOWED' | 'CONFLICT';
  code: string;
  message: string;
  field: string | null;
}

type Payload<Data> = NonNullable<Data[Exclude<keyof Data, '__typename'>]>;
/** The success type of a mutation `x: XSuccess | Refusal`. */
export type SuccessOf<Data> = Exclude<Payload<Data>, { __typename: 'Refusal' }>;

export type Outcome<Data> =
  | { ok: true; data: SuccessOf<Data> }
  | { ok: false; refusal?: Refusal; fault?: string };

export interface Command<Data, Variables> {
  /** Asks the server. Never throws; what was typed stays where it is. */
  run: (variables: Variables) => Promise<Outcome<Data>>;
  pending: boolean;
  /** The message that belongs to an input field (its name in the input type), if it was refused. */
  fieldError: (field: string) => string | undefined;
  /** The message of a refusal that belongs to none of `fields`, or of a failure on the way. */
  error: (...fields: string[]) => string | undefined;
  refusal: Refusal | undefined;
  reset: () => void;
}

interface State {
  pending: boolean;
  refusal?: Refusal;
  fault?: string;
}

/**
 * One mutation as a hook.
 *
 * @param document selects `... on XSuccess { … }` and `... on Refusal { kind code message field }`.
 * @param options.quiet leaves everything on the screen as it is, for saving while one types.
 */
export function useCommand<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  options: { quiet?: boolean } = {},
): Command<Data, Variables> {
  const client = useClient();
  const { t } = useTranslation('common');
  const [state, setState] = useState<State>({ pending: false });
  const quiet = options.quiet ?? false;

  const run = useCallback(
    async (variables: Variables): Promise<Outcome<Data>> => {
      setState({ pending: true });
      const result = await client.mutation(document, variables, { quiet }).toPromise();
      const payload = payloadOf(result.data);
      if (payload && payload.__typename !== 'Refusal') {
        setState({ pending: false });
        return { ok: true, data: payload as unknown as SuccessOf<Data> };
      }
      if (payload) {
        const refusal = payload as unknown as Refusal;
        setState({ pending: false, refusal });
        return { ok: false, refusal };
      }
      const fault = faultMessage(result.error, t);
      setState({ pending: false, fault });
      return { ok: false, fault };
    },
    [client, document, quiet, t],
  );

  const reset = useCallback(() => setState({ pending: false }), []);
  const { refusal, fault } = state;

  return {
    run,
    reset,
    refusal,
    pending: state.pending,
    fieldError: (field) => (refusal?.field === field ? refusal.message : undefined),
    error: (...fields) =>
      refusal ? (refusal.field && fields.includes(refusal.field) ? undefined : refusal.message) : fault,
  };
}

function payloadOf(data: unknown): { __typename: string } | undefined {
  if (!data || typeof data !== 'object') return undefined;
  const key = Object.keys(data).find((name) => name !== '__typename');
  const payload = key ? (data as Record<string, unknown>)[key] : undefined;
  return payload ? (payload as { __typename: string }) : undefined;
}

export type Translate = ReturnType<typeof useTranslation<'common'>>['t'];

/** Words for a failure that is nobody's refusal: no network, or a crash with its id. */
export function faultMessage(error: CombinedError | undefined, t: Translate): string {
  if (!navigator.onLine) return t('fault.offline');
  const first = error?.graphQLErrors[0];
  const code = first?.extensions?.['code'];
  if (code === 'DOCUMENT_UNKNOWN') return t('fault.oldVersion');
  if (code === 'INTERNAL') return t('fault.crash', { id: String(first?.extensions?.['id'] ?? '–') });
  // Whatever else has a code has a sentence in the viewer's language.
  if (first && code) return first.message;
  if (error?.networkError) return t('fault.unreachable');
  return t('fault.unknown');
}
