import { graphql } from '@/gql';

export const KudosFeed = graphql(`
  query KudosFeed(
    $after: String
    $personId: ID
    $companyValueId: ID
    $departmentId: ID
    $managerId: ID
    $following: Boolean!
    $search: String!
  ) {
    kudosFeed(
      first: 15
      after: $after
      personId: $personId
      companyValueId: $companyValueId
      departmentId: $departmentId
      managerId: $managerId
      following: $following
      search: $search
    ) {
      number
      unread
      seenId
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          createdAt
          author {
            id
            name
            isViewer
          }
          ...KudosCard_kudos
        }
      }
    }
  }
`);

/** Kudos as they are now, for a feed that shows them. */
export const KudosNow = graphql(`
  query KudosNow($id: ID!) {
    kudos(id: $id) {
      id
      createdAt
      author {
        id
        name
        isViewer
      }
      ...KudosCard_kudos
    }
  }
`);

export const KudosNews = graphql(`
  subscription KudosNews($after: Float) {
    kudosNews(after: $after) {
      number
      kudosId
      gone
      kudos {
        id
        createdAt
        author {
          id
          name
          isViewer
        }
        ...KudosCard_kudos
      }
    }
  }
`);

export const MarkFeedSeen = graphql(`
  mutation MarkFeedSeen($input: MarkFeedSeenInput!) {
    markFeedSeen(input: $input) {
      ... on MarkFeedSeenSuccess {
        unread
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
