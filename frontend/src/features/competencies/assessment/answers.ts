import { type DocumentType, graphql } from '@/gql';
import type { AssessmentAnswerInput, EvidenceKind } from '@/gql/graphql';

export const SheetAnswerFragment = graphql(`
  fragment SheetAnswer_answer on AssessmentAnswer {
    competencyId
    rank
    note
    evidence {
      id
      kind
      title
      url
      sourceId
      file {
        id
        fileName
        url
      }
      source {
        title
        path
      }
    }
  }
`);

type WireAnswer = DocumentType<typeof SheetAnswerFragment>;

/** A thing that shows it: a link, a file, something received or done. */
export interface Shown {
  kind: EvidenceKind;
  title: string;
  url: string;
  fileId: string | null;
  sourceId: string | null;
  /** What is shown for it. */
  label: string;
}

export interface Answer {
  /** The level that fits; 0: not yet at the first one; null: not answered. */
  rank: number | null;
  note: string;
  evidence: readonly Shown[];
}

/** Under what the answers are kept on this device until the server has them. */
export const draftKeyOf = (assessmentId: string) => `competencies.assessment:${assessmentId}`;

/** Answers by the competency's id. What is not answered is not there. */
export type Answers = Readonly<Record<string, Answer>>;

export const NO_ANSWERS: Answers = {};
export const NO_ANSWER: Answer = { rank: null, note: '', evidence: [] };

export function answersOf(list: readonly WireAnswer[]): Answers {
  return Object.fromEntries(
    list.map(({ competencyId, rank, note, evidence }) => [
      competencyId,
      {
        rank,
        note,
        evidence: evidence.map((one) => ({
          kind: one.kind,
          title: one.title,
          url: one.url,
          fileId: one.file?.id ?? null,
          sourceId: one.sourceId,
          label: one.title || one.source?.title || one.file?.fileName || one.url,
        })),
      },
    ]),
  );
}

/** As they are sent: only of the competencies that are asked, and only what says something. */
export function inputOf(answers: Answers, asked: readonly string[]): AssessmentAnswerInput[] {
  return asked.flatMap((competencyId) => {
    const answer = answers[competencyId];
    if (!answer || isEmpty(answer)) return [];
    return [
      {
        competencyId,
        rank: answer.rank,
        note: answer.note,
        evidence: answer.evidence.map(({ kind, title, url, fileId, sourceId }) => ({
          kind,
          title,
          url,
          fileId,
          sourceId,
        })),
      },
    ];
  });
}

export function isEmpty({ rank, note, evidence }: Answer): boolean {
  return rank === null && note.trim() === '' && evidence.length === 0;
}

/** The server trims texts: that is no other answer. */
function canonical(answer: Answer | undefined): string {
  if (!answer || isEmpty(answer)) return '';
  const { rank, note, evidence } = answer;
  return JSON.stringify([
    rank,
    note.trim(),
    evidence.map((one) => [one.kind, one.title, one.url, one.fileId, one.sourceId]),
  ]);
}

export function sameAnswer(one: Answer | undefined, other: Answer | undefined): boolean {
  return canonical(one) === canonical(other);
}

export function sameAnswers(one: Answers, other: Answers): boolean {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) =>
    sameAnswer(one[key], other[key]),
  );
}

/** Competencies that have no level yet. */
export function missingOf(asked: readonly string[], answers: Answers): string[] {
  return asked.filter((id) => (answers[id]?.rank ?? null) === null);
}
