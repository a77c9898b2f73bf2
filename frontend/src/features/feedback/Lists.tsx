import { Button } from '@mantine/core';
import { IconMessageCircle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import classes from './feedback.module.css';
import { NoteLine } from './NoteLine';
import { RequestLine } from './RequestLine';

const STEP = 20;
const MOST = 100;

const RequestsToAnswer = graphql(`
  query RequestsToAnswer($first: Int!) {
    viewer {
      feedbackRequestsToAnswer(first: $first) {
        totalCount
        edges {
          node {
            id
            ...RequestLine_request
          }
        }
      }
    }
  }
`);

const RequestsSent = graphql(`
  query RequestsSent($first: Int!) {
    viewer {
      feedbackRequestsSent(first: $first) {
        totalCount
        edges {
          node {
            id
            ...RequestLine_request
          }
        }
      }
    }
  }
`);

const NotesReceived = graphql(`
  query NotesReceived($first: Int!) {
    viewer {
      feedbackReceived(first: $first) {
        totalCount
        edges {
          node {
            id
            ...NoteLine_note
          }
        }
      }
    }
  }
`);

const NotesGiven = graphql(`
  query NotesGiven($first: Int!) {
    viewer {
      feedbackGiven(first: $first) {
        totalCount
        edges {
          node {
            id
            ...NoteLine_note
          }
        }
      }
    }
  }
`);

interface ListProps {
  /** The button of the empty state. */
  action: ReactNode;
}

/** Questions that wait for the viewer's answer. */
export function ToWrite({ action }: ListProps) {
  const [first, setFirst] = useState(STEP);
  const result = useQuery({ query: RequestsToAnswer, variables: { first } });
  return (
    <Query result={result}>
      {({ viewer }) => {
        const rows = viewer?.feedbackRequestsToAnswer;
        return (
          <Shown kind="toWrite" total={rows?.totalCount ?? 0} shown={first} more={() => setFirst(MOST)} action={action}>
            {rows?.edges.map(({ node }) => <RequestLine key={node.id} request={node} />)}
          </Shown>
        );
      }}
    </Query>
  );
}

/** Questions that the viewer asked. */
export function Asked({ action }: ListProps) {
  const [first, setFirst] = useState(STEP);
  const result = useQuery({ query: RequestsSent, variables: { first } });
  return (
    <Query result={result}>
      {({ viewer }) => {
        const rows = viewer?.feedbackRequestsSent;
        return (
          <Shown kind="asked" total={rows?.totalCount ?? 0} shown={first} more={() => setFirst(MOST)} action={action}>
            {rows?.edges.map(({ node }) => <RequestLine key={node.id} request={node} />)}
          </Shown>
        );
      }}
    </Query>
  );
}

/** What others wrote to the viewer. */
export function Received({ action }: ListProps) {
  const [first, setFirst] = useState(STEP);
  const result = useQuery({ query: NotesReceived, variables: { first } });
  return (
    <Query result={result}>
      {({ viewer }) => {
        const rows = viewer?.feedbackReceived;
        return (
          <Shown kind="received" total={rows?.totalCount ?? 0} shown={first} more={() => setFirst(MOST)} action={action}>
            {rows?.edges.map(({ node }) => <NoteLine key={node.id} note={node} />)}
          </Shown>
        );
      }}
    </Query>
  );
}

/** What the viewer wrote to others. */
export function Given({ action }: ListProps) {
  const [first, setFirst] = useState(STEP);
  const result = useQuery({ query: NotesGiven, variables: { first } });
  return (
    <Query result={result}>
      {({ viewer }) => {
        const rows = viewer?.feedbackGiven;
        return (
          <Shown kind="given" total={rows?.totalCount ?? 0} shown={first} more={() => setFirst(MOST)} action={action}>
            {rows?.edges.map(({ node }) => <NoteLine key={node.id} note={node} />)}
          </Shown>
        );
      }}
    </Query>
  );
}

interface ShownProps {
  kind: 'toWrite' | 'asked' | 'received' | 'given';
  total: number;
  shown: number;
  more: () => void;
  action: ReactNode;
  children: ReactNode;
}

function Shown({ kind, total, shown, more, action, children }: ShownProps) {
  const { t } = useTranslation(['feedback', 'common']);
  if (total === 0) {
    return (
      <EmptyState
        icon={<IconMessageCircle size={30} stroke={1.5} />}
        title={t(`empty.${kind}`)}
        example={t(`empty.${kind}.example`)}
        action={action}
      />
    );
  }
  return (
    <>
      <List label={t(`tab.${kind}`)}>{children}</List>
      {shown < total && shown < MOST ? (
        <div className={classes.actions}>
          <Button variant="default" onClick={more}>
            {t('common:action.more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
