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

interface ListProps {
  /** The button of the empty state. */
  action: ReactNode;
}

const thanked = (at: string | null | undefined) => (at ? 'thanked' : 'unthanked');

/** How many rows to ask for: more on request, all that there can be while one looks for some. */
function useRows() {
  const filters = useFilters();
  const [step, setStep] = useState(STEP);
  return { filters, first: filters.active ? MOST : step, more: () => setStep(MOST) };
}

/** Questions that wait for the viewer's answer. */
export function ToWrite({ action }: ListProps) {
  const { filters, first, more } = useRows();
  const result = useQuery({ query: RequestsToAnswer, variables: { first } });
  return (
    <Query result={result}>
      {({ viewer }) => {
        const rows = viewer?.feedbackRequestsToAnswer;
        const lines = (rows?.edges ?? [])
          .filter(({ node }) => filters.wants([node.requester.name], node.state))
          .map(({ node }) => <RequestLine key={node.id} request={node} />);
        return <Shown kind="toWrite" {...{ total: rows?.totalCount ?? 0, first, more, action, filters, lines, choices: [] }} />;
      }}
    </Query>
  );
}

/** Questions that the viewer asked. */
export function Asked({ action }: ListProps) {
  const { filters, first, more } = useRows();
  const result = useQuery({ query: RequestsSent, variables: { first } });
  return (
    <Query result={result}>
      {({ viewer }) => {
        const rows = viewer?.feedbackRequestsSent;
        const lines = (rows?.edges ?? [])
          .filter(({ node }) => filters.wants([node.asked.name, node.subject.name], node.state))
          .map(({ node }) => <RequestLine key={node.id} request={node} />);
        return <Shown kind="asked" {...{ total: rows?.totalCount ?? 0, first, more, action, filters, lines, choices: STATES }} />;
      }}
    </Query>
  );
}

/** What others wrote to the viewer. */
export function Received({ action }: ListProps) {
  const { filters, first, more } = useRows();
  const result = useQuery({ query: NotesReceived, variables: { first } });
  return (
    <Query result={result}>
      {({ viewer }) => {
        const rows = viewer?.feedbackReceived;
        const lines = (rows?.edges ?? [])
          .filter(({ node }) => filters.wants([node.author.name], thanked(node.thankedAt)))
          .map(({ node }) => <NoteLine key={node.id} note={node} />);
        return <Shown kind="received" {...{ total: rows?.totalCount ?? 0, first, more, action, filters, lines, choices: THANKS }} />;
      }}
    </Query>
  );
}

/** What the viewer wrote to others. */
export function Given({ action }: ListProps) {
  const { filters, first, more } = useRows();
  const result = useQuery({ query: NotesGiven, variables: { first } });
  return (
    <Query result={result}>
      {({ viewer }) => {
        const rows = viewer?.feedbackGiven;
        const lines = (rows?.edges ?? [])
          .filter(({ node }) => filters.wants([node.recipient.name], thanked(node.thankedAt)))
          .map(({ node }) => <NoteLine key={node.id} note={node} />);
        return <Shown kind="given" {...{ total: rows?.totalCount ?? 0, first, more, action, filters, lines, choices: [] }} />;
      }}
    </Query>
  );
}

/** What the viewer has put away. */
export function Archived({ action }: ListProps) {
  const { filters, first, more } = useRows();
  const result = useQuery({ query: NotesArchived, variables: { first } });
  return (
    <Query result={result}>
      {({ viewer }) => {
        const rows = viewer?.feedbackArchived;
        const lines = (rows?.edges ?? [])
          .filter(({ node }) => filters.wants([node.author.name], thanked(node.thankedAt)))
          .map(({ node }) => <NoteLine key={node.id} note={node} />);
        return <Shown kind="archived" {...{ total: rows?.totalCount ?? 0, first, more, action, filters, lines, choices: [] }} />;
      }}
    </Query>
  );
}

/** Questions to people outside the company, and what they wrote. */
export function OfGuests({ action }: ListProps) {
  const { filters, first, more } = useRows();
  const result = useQuery({ query: FeedbackOfGuests, variables: { first } });
  return (
    <Query result={result}>
      {({ viewer }) => {
        const rows = viewer?.guestFeedback;
        const lines = (rows?.edges ?? [])
          .filter(({ node }) => filters.wants([node.guestName, node.subject.name], node.state))
          .map(({ node }) => <GuestLine key={node.id} guest={node} />);
        return <Shown kind="guests" {...{ total: rows?.totalCount ?? 0, first, more, action, filters, lines, choices: STATES }} />;
      }}
    </Query>
  );
}

interface ShownProps {
  kind: 'toWrite' | 'asked' | 'received' | 'given' | 'archived' | 'guests';
  /** How many there are in all. */
  total: number;
  /** How many were asked for. */
  first: number;
  more: () => void;
  action: ReactNode;
  filters: ReturnType<typeof useFilters>;
  choices: Parameters<typeof Filters>[0]['choices'];
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
