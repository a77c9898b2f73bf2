import { graphql } from '@/gql';

export const NotificationsQuery = graphql(`
  query Notifications($first: Int!, $after: String, $area: NotificationArea, $unseenOnly: Boolean) {
    viewer {
      notifications(first: $first, after: $after, area: $area, unseenOnly: $unseenOnly) {
        edges {
          node {
            id
            kind
            area
            others
            title
            path
            createdAt
            seen
            person {
              id
              name
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export const MarkNotificationsSeen = graphql(`
  mutation MarkNotificationsSeen($input: MarkNotificationsSeenInput!) {
    markNotificationsSeen(input: $input) {
      ... on MarkNotificationsSeenSuccess {
        viewer {
          unseenNotifications
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
