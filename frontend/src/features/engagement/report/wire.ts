import { type DocumentType, graphql } from '@/gql';

/** A group as it stands in a list, in a heading, and as the reason why something is not told. */
export const GroupFragment = graphql(`
  fragment ReportGroup_group on SurveyGroup {
    key
    kind
    label
    depth
    shown
    reason
    reasonText
    shownIn
    shownInLabel
    invited
    answered
    words
    parts {
      kind
      label
    }
    department {
      id
    }
    rate {
      text
      from
      until
    }
  }
`);

/** A figure in a cell or at a point of a line: its value, its n and its interval. */
export const CellFragment = graphql(`
  fragment ReportCell_figure on SurveyFigure {
    subjectKind
    subjectId
    label
    n
    reason
    reasonText
    mean
    meanFrom
    meanUntil
    meanBound
    favourable
    favourableFrom
    favourableUntil
    favourableBound
    company
    companyDifferent
  }
`);

/** Everything that is told of a figure. */
export const FigureFragment = graphql(`
  fragment ReportFigure_figure on SurveyFigure {
    ...ReportCell_figure
    kind
    subjectKind
    subjectId
    neutral
    unfavourable
    sharesOf
    enps
    enpsFrom
    enpsUntil
    correction
    driver {
      id
      name
    }
    shares {
      label
      share
    }
    change {
      waveNumber
      difference
      band
      changed
      effect
      direction
    }
  }
`);

export type ReportGroup = DocumentType<typeof GroupFragment>;
export type ReportCell = DocumentType<typeof CellFragment>;
export type ReportFigure = DocumentType<typeof FigureFragment>;
