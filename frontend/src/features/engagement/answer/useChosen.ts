import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Draft } from '@/lib/useDraft';
import { type Given, type Question, answerOfLink, withAnswer } from './form';

/**
 * The question that was answered by the link one came with (`#q=<question>&a=<answer>`): it is chosen
 * and waits to be confirmed, for programs that look into mails follow links too. The answer leaves the
 * address at once.
 */
export function useChosen(questions: readonly Question[], draft: Draft<Given>): Question | null {
  const location = useLocation();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<Question | null>(null);
  const { change, value } = draft;

  useEffect(() => {
    if (!location.hash.includes('q=')) return;
    const link = new URLSearchParams(location.hash.slice(1));
    const question = questions.find((one) => one.id === link.get('q'));
    const answer = question && answerOfLink(question, link.get('a') ?? '');
    if (question && answer !== undefined) {
      change(withAnswer(value, question.id, answer));
      setChosen(question);
    }
    void navigate({ pathname: location.pathname }, { replace: true });
    // Once for each link that is followed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [location.hash]);

  return chosen;
}
