import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
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
import { Filters, STATES, THANKS, useFilters } from './Filters';
import { GuestLine } from './GuestLine';
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
            state
            requester {
              id
              name
            }
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
            state
            asked {
              id
              name
            }
            subject {
              id
              name
            }
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
            thankedAt
            author {
              id
              name
            }
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
            thankedAt
            recipient {
              id
              name
            }
            ...NoteLine_note
          }
        }
      }
    }
  }
`);

const NotesArchived = graphql(`
  query NotesArchived($first: Int!) {
    viewer {
      feedbackArchived(first: $first) {
        totalCount
        edges {
          node {
            id
            thankedAt
            author {
              id
              name
            }
            ...NoteLine_note
          }
        }
      }
    }
  }
`);

const FeedbackOfGuests = graphql(`
  query FeedbackOfGuests($first: Int!) {
    viewer {
      guestFeedback(first: $first) {
        totalCount
        edges {
          node {
            id
            state
            guestName
            subject {
              id
              name
            }
            ...GuestLine_guest
          }
        }
      }
    }
  }
`);

type Kind = 'toWrite' | 'asked' | 'received' | 'given' | 'archived' | 'guests';
type Choices = Parameters<typeof Filters>[0]['choices'];

interface ListProps {
  /** The button of the empty state. */
  action: ReactNode;
}

const thanked = (at: string | null | undefined) => (at ? 'thanked' : 'unthanked');

interface Rows<Node> {
  totalCount: number;
  edges: readonly { node: Node }[];
}

interface ListedProps<Data, Node> extends ListProps {
  kind: Kind;
  choices?: Choices;
  query: TypedDocumentNode<Data, { first: number }>;
  rows: (data: Data) => Rows<Node> | undefined;
  /** Whose names a row is found by, and which of the choices it belongs to. */
  found: (node: Node) => [names: string[], choice: string];
  line: (node: Node) => ReactNode;
}

/** A list of feedback; more of it on request, all that there can be while one looks for some. */
function Listed<Data, Node>({
  kind,
  choices = [],
  action,
  query,
  rows,
  found,
  line,
}: ListedProps<Data, Node>) {
  const filters = useFilters();
  const [step, setStep] = useState(STEP);
  const first = filters.active ? MOST : step;
  const result = useQuery({ query, variables: { first } });
  return (
    <Query result={result}>
      {(data) => {
        const all = rows(data);
        const wanted = (all?.edges ?? []).filter(({ node }) => filters.wants(...found(node)));
        return (
          <Shown
            kind={kind}
            total={all?.totalCount ?? 0}
            first={first}
            more={() => setStep(MOST)}
            action={action}
            filters={filters}
            choices={choices}
            lines={wanted.map(({ node }) => line(node))}
          />
        );
      }}
    </Query>
  );
}

/** Questions that wait for the viewer's answer. */
export function ToWrite({ action }: ListProps) {
  return (
    <Listed
      kind="toWrite"
      action={action}
      query={RequestsToAnswer}
      rows={({ viewer }) => viewer?.feedbackRequestsToAnswer}
      found={(node) => [[node.requester.name], node.state]}
      line={(node) => <RequestLine key={node.id} request={node} />}
    />
  );
}

/** Questions that the viewer asked. */
export function Asked({ action }: ListProps) {
  return (
    <Listed
      kind="asked"
      choices={STATES}
      action={action}
      query={RequestsSent}
      rows={({ viewer }) => viewer?.feedbackRequestsSent}
      found={(node) => [[node.asked.name, node.subject.name], node.state]}
      line={(node) => <RequestLine key={node.id} request={node} />}
    />
  );
}

/** What others wrote to the viewer. */
export function Received({ action }: ListProps) {
  return (
    <Listed
      kind="received"
      choices={THANKS}
      action={action}
      query={NotesReceived}
      rows={({ viewer }) => viewer?.feedbackReceived}
      found={(node) => [[node.author.name], thanked(node.thankedAt)]}
      line={(node) => <NoteLine key={node.id} note={node} />}
    />
  );
}

/** What the viewer wrote to others. */
export function Given({ action }: ListProps) {
  return (
    <Listed
      kind="given"
      action={action}
      query={NotesGiven}
      rows={({ viewer }) => viewer?.feedbackGiven}
      found={(node) => [[node.recipient.name], thanked(node.thankedAt)]}
      line={(node) => <NoteLine key={node.id} note={node} />}
    />
  );
}

/** What the viewer has put away. */
export function Archived({ action }: ListProps) {
  return (
    <Listed
      kind="archived"
      action={action}
      query={NotesArchived}
      rows={({ viewer }) => viewer?.feedbackArchived}
      found={(node) => [[node.author.name], thanked(node.thankedAt)]}
      line={(node) => <NoteLine key={node.id} note={node} />}
    />
  );
}

/** Questions to people outside the company, and what they wrote. */
export function OfGuests({ action }: ListProps) {
  return (
    <Listed
      kind="guests"
      choices={STATES}
      action={action}
      query={FeedbackOfGuests}
      rows={({ viewer }) => viewer?.guestFeedback}
      found={(node) => [[node.guestName, node.subject.name], node.state]}
      line={(node) => <GuestLine key={node.id} guest={node} />}
    />
  );
}

interface ShownProps {
  kind: Kind;
  /** How many there are in all. */
  total: number;
  /** How many were asked for. */
  first: number;
  more: () => void;
  action: ReactNode;
  filters: ReturnType<typeof useFilters>;
  choices: Choices;
  lines: ReactNode[];
}

/** Fewer lines than that are seen at a glance. */
const MANY = 5;

function Shown({ kind, total, first, more, action, filters, choices, lines }: ShownProps) {
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
      {total > MANY || filters.active ? <Filters filters={filters} choices={choices} /> : null}
      {lines.length > 0 ? (
        <List label={t(`tab.${kind}`)}>{lines}</List>
      ) : (
        <EmptyState
          title={t('filter.none')}
          action={
            <Button variant="default" onClick={() => filters.change({ with: '', only: '' })}>
              {t('filter.clear')}
            </Button>
          }
        />
      )}
      {filters.active && total > MOST ? (
        <p className={classes.side}>{t('filter.newest', { count: MOST })}</p>
      ) : null}
      {first < total && first < MOST ? (
        <div className={classes.actions}>
          <Button variant="default" onClick={more}>
            {t('common:action.more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
