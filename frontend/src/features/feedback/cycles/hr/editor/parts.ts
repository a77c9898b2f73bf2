/** The parts of a draft in the order in which one goes through them. */
export const PARTS = ['basics', 'dates', 'audience', 'perspectives', 'questions', 'launch'] as const;
export type Part = (typeof PARTS)[number];
