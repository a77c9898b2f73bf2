/** The same names as in the API; here so that what is shared does not wait for its types. */
export const SEGMENT_KINDS = ['DEPARTMENT', 'LOCATION', 'TENURE', 'LEVEL', 'MANAGING'] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

export const QUESTION_KINDS = [
  'SCALE_5',
  'SCALE_7',
  'SCALE_11',
  'SCALE',
  'YES_NO',
  'SINGLE_CHOICE',
  'MULTIPLE_CHOICE',
  'TEXT',
] as const;
export type SurveyQuestionKind = (typeof QUESTION_KINDS)[number];

export const READERS = ['HR', 'MANAGERS', 'EVERYONE'] as const;
export type SurveyReaders = (typeof READERS)[number];
