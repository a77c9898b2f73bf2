import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { RelativeTime } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { List } from '@/ui/List';
import { PersonLine, PersonName } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { toast } from '@/ui/toast';
import classes from './skills.module.css';
import { useAnswerMentorship, useEndMentorship, useWithdrawMentorship } from './useMentorships';

const MentoringQuery = graphql(`
  query Mentoring {
    viewer {
      mentorships {
        ...Mentoring_mentorship
      }
      mentorSuggestions {
        ...Mentoring_suggestion
      }
      menteeSuggestions {
        ...Mentoring_suggestion
      }
      teamMentorSuggestions {
        ...Mentoring_suggestion
      }
    }
  }
`);

const MentorshipFragment = graphql(`
  fragment Mentoring_mentorship on Mentorship {
    id
    state
    message
    declineReason
    createdAt
    canAccept
    canDecline
    canWithdraw
    canEnd
    mentorAcceptedAt
    menteeAcceptedAt
    skill {
      id
      name
    }
    series {
      id
    }
    mentor {
      id
      isViewer
      name
      ...PersonLine_person
    }
    mentee {
      id
      isViewer
      name
      ...PersonLine_person
    }
    proposedBy {
      id
      isViewer
      ...PersonLine_person
    }
  }
`);

const SuggestionFragment = graphql(`
  fragment Mentoring_suggestion on MentorSuggestion {
    reason
    mentorLevel
    menteeLevel
    skill {
      id
      name
    }
    mentor {
      id
      name
      isViewer
      ...PersonLine_person
    }
    mentee {
      id
      name
      isViewer
      ...PersonLine_person
    }
  }
`);

type Mentorship = DocumentType<typeof MentorshipFragment>;
export type Suggestion = DocumentType<typeof SuggestionFragment>;

const FEW = 3;
const ProposeDialog = lazy(() => import('./ProposeDialog'));
const DeclineDialog = lazy(() => import('./DeclineDialog'));

/** Who helps whom to learn what: what waits, what goes on, and who could. */
export function Mentoring() {
  const { t } = useTranslation('skills');
  const result = useQuery({ query: MentoringQuery });
  const [proposing, setProposing] = useState<Suggestion>();
  return (
    <>
      <Query result={result}>
        {({ viewer }) => {
          if (!viewer) return null;
          const all = unmask(MentorshipFragment, viewer.mentorships);
          const waiting = all.filter((one) => one.state === 'PROPOSED');
          const running = all.filter((one) => one.state === 'ACCEPTED');
          const over = all.filter((one) => !waiting.includes(one) && !running.includes(one));
          const groups = [
            ['mentorSuggestions', unmask(SuggestionFragment, viewer.mentorSuggestions)],
            ['menteeSuggestions', unmask(SuggestionFragment, viewer.menteeSuggestions)],
            ['teamMentorSuggestions', unmask(SuggestionFragment, viewer.teamMentorSuggestions)],
          ] as const;
          const nothing = groups.every(([, list]) => list.length === 0);
          return (
            <Section title={t('mentoring.title')}>
              <div id="mentoring" />
              <Stack>
                {waiting.map((one) => (
                  <Line key={one.id} mentorship={one} />
                ))}
                {running.length > 0 ? (
                  <div className={classes.group}>
                    <h3 className={classes.category}>{t('mentoring.running')}</h3>
                    {running.map((one) => (
                      <Line key={one.id} mentorship={one} />
                    ))}
                  </div>
                ) : null}
                {groups.map(([name, list]) => (
                  <Suggestions key={name} name={name} list={list} onPropose={setProposing} />
                ))}
                {nothing && all.length === 0 ? (
                  <p className={classes.hint}>{t('mentoring.none')}</p>
                ) : null}
                {over.length > 0 ? (
                  <details className={classes.over}>
                    <summary>{t('mentoring.over', { count: over.length })}</summary>
                    {over.map((one) => (
                      <Line key={one.id} mentorship={one} />
                    ))}
                  </details>
                ) : null}
              </Stack>
            </Section>
          );
        }}
      </Query>
      {proposing ? (
        <Suspense fallback={null}>
          <ProposeDialog suggestion={proposing} onClose={() => setProposing(undefined)} />
        </Suspense>
      ) : null}
    </>
  );
}

interface SuggestionsProps {
  name: 'mentorSuggestions' | 'menteeSuggestions' | 'teamMentorSuggestions';
  list: readonly Suggestion[];
  onPropose: (suggestion: Suggestion) => void;
}

/** The first few who fit; the others behind a button. */
function Suggestions({ name, list, onPropose }: SuggestionsProps) {
  const { t } = useTranslation('skills');
  const [all, setAll] = useState(false);
  if (list.length === 0) return null;
  return (
    <div className={classes.group}>
      <h3 className={classes.category}>{t(`mentoring.${name}`)}</h3>
      <List label={t(`mentoring.${name}`)}>
        {(all ? list : list.slice(0, FEW)).map((one) => (
          <li key={`${one.mentor.id}:${one.mentee.id}:${one.skill.id}`} className={classes.suggestion}>
            <Could suggestion={one} />
            <Button variant="light" onClick={() => onPropose(one)}>
              {t(
                one.mentee.isViewer
                  ? 'mentoring.ask'
                  : one.mentor.isViewer
                    ? 'mentoring.offer'
                    : 'mentoring.introduce',
              )}
            </Button>
          </li>
        ))}
      </List>
      {!all && list.length > FEW ? (
        <div>
          <Button variant="subtle" onClick={() => setAll(true)}>
            {t('mentoring.others', { count: list.length - FEW })}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Whom the viewer would meet in it; both where the viewer is neither. */
function Could({ suggestion: one }: { suggestion: Suggestion }) {
  const { t } = useTranslation('skills');
  const other = one.mentee.isViewer ? one.mentor : one.mentor.isViewer ? one.mentee : null;
  return (
    <div className={classes.words}>
      {other ? (
        <PersonLine person={other} note={one.reason} />
      ) : (
        <>
          <span>
            {t('mentoring.pair', { mentor: one.mentor.name, mentee: one.mentee.name })}
          </span>
          <span className={classes.quiet}>{one.reason}</span>
        </>
      )}
    </div>
  );
}

function Line({ mentorship: one }: { mentorship: Mentorship }) {
  const { t } = useTranslation('skills');
  const answer = useAnswerMentorship();
  const withdraw = useWithdrawMentorship();
  const end = useEndMentorship();
  const [declining, setDeclining] = useState(false);
  const other = one.mentor.isViewer ? one.mentee : one.mentor;
  const skill = one.skill?.name ?? '';
  const role = one.mentor.isViewer
    ? t('mentoring.youMentor', { skill })
    : one.mentee.isViewer
      ? t('mentoring.mentorsYou', { skill })
      : t('mentoring.pair', { mentor: one.mentor.name, mentee: one.mentee.name });

  return (
    <div className={classes.mentorship} data-waiting={one.canAccept || undefined}>
      <PersonLine person={other} note={role} />
      <span className={classes.facts}>
        {one.state === 'PROPOSED' ? (
          <span className={classes.quiet}>
            {one.proposedBy.isViewer ? (
              t('mentoring.proposedByYou')
            ) : (
              <>
                {t('mentoring.proposedBy')} <PersonName person={one.proposedBy} />
              </>
            )}
            {' · '}
            <RelativeTime at={one.createdAt} />
          </span>
        ) : (
          <span className={classes.quiet}>{t(`mentoring.state.${one.state}`)}</span>
        )}
        {one.series ? <Link to={paths.series(one.series.id)}>{t('mentoring.series')}</Link> : null}
      </span>
      {one.message && one.state === 'PROPOSED' ? <p className={classes.said}>{one.message}</p> : null}
      {one.declineReason ? <p className={classes.said}>{one.declineReason}</p> : null}
      {one.canAccept && one.state === 'PROPOSED' ? (
        <p className={classes.hint}>{t('mentoring.whatFollows')}</p>
      ) : null}
      <FormError>{answer.error() ?? withdraw.error() ?? end.error()}</FormError>
      <div className={classes.tags}>
        {one.canDecline ? (
          <Button variant="default" onClick={() => setDeclining(true)}>
            {t('mentoring.decline')}
          </Button>
        ) : null}
        {one.canAccept ? (
          <Button
            loading={answer.pending}
            onClick={() =>
              void answer.run({ input: { id: one.id, accept: true } }).then((outcome) => {
                if (outcome.ok) toast(t('mentoring.accepted'));
              })
            }
          >
            {t('mentoring.accept')}
          </Button>
        ) : null}
        {one.canWithdraw ? (
          <Button
            variant="default"
            loading={withdraw.pending}
            onClick={() => void withdraw.run({ input: { id: one.id } })}
          >
            {t('mentoring.withdraw')}
          </Button>
        ) : null}
        {one.canEnd ? (
          <Button
            variant="subtle"
            loading={end.pending}
            onClick={() =>
              void end.run({ input: { id: one.id } }).then((outcome) => {
                if (outcome.ok) toast(t('mentoring.ended'));
              })
            }
          >
            {t('mentoring.end')}
          </Button>
        ) : null}
      </div>
      {declining ? (
        <Suspense fallback={null}>
          <DeclineDialog id={one.id} name={other.name} onClose={() => setDeclining(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
