import { useTranslation } from 'react-i18next';
import { type FragmentType, unmask } from '@/gql';
import { csv, download } from '@/lib/csv';
import { useCompetency } from '../parts/useCompetency';
import { answersOf, wordsOf } from '../reviews/answers';
import { AnswerFragment, QuestionFragment } from '../reviews/wire';
import {
  CompetencyFragment,
  PerspectiveResultFragment,
  QuestionResultFragment,
  TotalFragment,
} from './wire';

interface Exported {
  summary: string;
  subject: { name: string };
  cycle: { name: string };
  competencies: readonly FragmentType<typeof CompetencyFragment>[];
  total: FragmentType<typeof TotalFragment> | null;
  results: readonly FragmentType<typeof PerspectiveResultFragment>[];
}

/** Gives the packet as a table: exactly what stands on the screen, a line each. */
export function useExport(packet: Exported): () => void {
  const { t } = useTranslation(['reviews', 'cycles']);
  const competency = useCompetency();

  return () => {
    type Row = (string | number | null)[];
    const rows: Row[] = [
      [
        t('export.part'),
        t('export.about'),
        t('export.what'),
        t('export.value'),
        t('export.count'),
        t('export.low'),
        t('export.high'),
      ],
    ];
    if (packet.summary.trim() !== '') rows.push([t('summary.title'), '', '', packet.summary, null, null, null]);
    for (const one of unmask(CompetencyFragment, packet.competencies)) {
      const name = competency(one.competency);
      for (const who of ['self', 'manager', 'others', 'gap'] as const) {
        rows.push([t('competencies.title'), name, t(`who.${who}`), one[who], null, null, null]);
      }
      rows.push([t('competencies.title'), name, t('export.formula'), one.formula, null, null, null]);
    }
    const total = unmask(TotalFragment, packet.total);
    if (total) {
      rows.push([t('total.title'), '', '', total.mean, null, null, null]);
      rows.push([t('total.title'), '', t('export.formula'), total.formula, null, null, null]);
    }
    for (const one of unmask(PerspectiveResultFragment, packet.results)) {
      const name = t(`cycles:perspective.${one.perspective}`);
      if (one.why) rows.push([name, '', t('export.why'), one.why, one.raters, null, null]);
      const results = unmask(QuestionResultFragment, one.questions);
      for (const result of results) {
        const about = unmask(QuestionFragment, result.question).text;
        if (!result.shown) {
          if (one.shown) rows.push([name, about, t('export.why'), t('result.hidden'), null, null, null]);
          continue;
        }
        if (result.mean !== null) {
          const what = t(`export.${result.bound}`);
          rows.push([name, about, what, result.mean, result.answered, result.low, result.high]);
        }
        if (result.calibrated) {
          rows.push([name, about, t('export.calibrated'), result.calibrated.after, null, null, null]);
        }
        for (const band of result.bands) rows.push([name, about, band.label, band.count, result.answered, null, null]);
        for (const choice of result.choices) {
          const bound = choice.bound === 'EXACT' ? null : t(`export.${choice.bound}`);
          rows.push([name, about, choice.option.label, choice.count, result.answered, null, bound]);
        }
        for (const comment of result.comments) {
          rows.push([name, about, t('export.comment'), comment, null, null, null]);
        }
      }
      for (const review of one.reviews) {
        const answers = answersOf(unmask(AnswerFragment, review.answers));
        for (const result of results) {
          const question = unmask(QuestionFragment, result.question);
          for (const words of wordsOf(question, answers[question.id], t('question.cannotJudged'))) {
            rows.push([name, question.text, review.rater?.name ?? review.guestName, words, null, null, null]);
          }
        }
      }
    }
    download(t('export.file', { name: packet.subject.name, cycle: packet.cycle.name }), csv(rows));
  };
}
