import { graphql } from '@/gql';

export const PeopleReportQuery = graphql(`
  query PeopleReport($kind: PeopleReportKind!, $by: ReportBy!, $asOf: ReportAsOf!) {
    peopleReport(kind: $kind, by: $by, asOf: $asOf) {
      title
      from
      until
      notes
      withheld
      columns {
        key
        label
        unit
        help
        main
      }
      everybody {
        ...People_row
      }
      rows {
        ...People_row
      }
      months {
        month
        cells {
          ...People_cell
        }
      }
    }
  }
`);

export const CellFragment = graphql(`
  fragment People_cell on ReportCell {
    key
    value
    from
    until
    n
    reason
  }
`);

export const RowFragment = graphql(`
  fragment People_row on PeopleReportRow {
    key
    label
    people
    together
    cells {
      ...People_cell
    }
  }
`);

export const SchedulesQuery = graphql(`
  query ReportSchedules {
    reportSchedules {
      id
      kind
      by
      asOf
      format
      every
      nextOn
      lastOn
      version
    }
  }
`);

export const SaveScheduleMutation = graphql(`
  mutation SaveReportSchedule($input: SaveReportScheduleInput!) {
    saveReportSchedule(input: $input) {
      __typename
      ... on SaveReportScheduleSuccess {
        schedule {
          id
          nextOn
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

export const EndScheduleMutation = graphql(`
  mutation EndReportSchedule($input: EndReportScheduleInput!) {
    endReportSchedule(input: $input) {
      __typename
      ... on EndReportScheduleSuccess {
        endedId
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

export const LedgerQuery = graphql(`
  query PeopleReportLedger($first: Int, $after: String) {
    peopleReportLedger(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          by
          act
          at
          person {
            ...PersonLine_person
          }
        }
      }
    }
  }
`);
