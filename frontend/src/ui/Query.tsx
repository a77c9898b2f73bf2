import type { ReactNode } from 'react';
import type { CombinedError, UseQueryExecute, UseQueryState } from 'urql';
import { ErrorState, LoadingState, SeenAt } from './states';

interface QueryProps<Data> {
  /** What `useQuery` gave. */
  result: [UseQueryState<Data>, UseQueryExecute];
  loading?: ReactNode;
  children: (data: Data) => ReactNode;
}

/**
 * The four states of something read: waiting, failed, nothing because offline, there. What is
 * already on the screen stays there while it is read again.
 */
export function Query<Data>({ result, loading, children }: QueryProps<Data>) {
  const [{ data, error, extensions }, execute] = result as [
    { data?: Data; error?: CombinedError; extensions?: { seenAt?: number } },
    UseQueryExecute,
  ];
  if (data) {
    return (
      <>
        {extensions?.seenAt ? <SeenAt at={extensions.seenAt} /> : null}
        {children(data)}
      </>
    );
  }
  if (error) return <ErrorState error={error} retry={() => execute({ requestPolicy: 'network-only' })} />;
  return <>{loading ?? <LoadingState />}</>;
}
