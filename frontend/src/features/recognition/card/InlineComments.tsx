import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { Query } from '@/ui/Query';
import { LoadingState, NotThere } from '@/ui/states';
import { Comments } from '../Comments';

const KudosComments = graphql(`
  query KudosComments($id: ID!) {
    kudos(id: $id) {
      id
      ...Comments_kudos
    }
  }
`);

interface InlineCommentsProps {
  kudosId: string;
  /** How many the card knows of: when it changes, they are read again. */
  count: number;
}

/** The comments in the feed, under the card. */
export default function InlineComments({ kudosId, count }: InlineCommentsProps) {
  const result = useQuery({ query: KudosComments, variables: { id: kudosId } });
  const [, execute] = result;
  const known = useRef(count);

  useEffect(() => {
    if (known.current === count) return;
    known.current = count;
    execute({ requestPolicy: 'network-only' });
  }, [count, execute]);

  return (
    <Query result={result} loading={<LoadingState lines={2} height={48} />}>
      {({ kudos }) => (kudos ? <Comments kudos={kudos} inline /> : <NotThere />)}
    </Query>
  );
}
