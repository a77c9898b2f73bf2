import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';
import { PerspectiveName } from '../parts/PerspectiveName';
import { useCompetency } from '../parts/useCompetency';
import { Wordings } from './Wordings';
import classes from './hr.module.css';

const RewordDialog = lazy(() => import('./RewordDialog'));

const QuestionsQuery = graphql(`
  query CycleQuestions($id: ID!) {
    cycle(id: $id) {
      id
      state
      questions {
        id
        kind
        text
        help
        competency
        required
        perspectives
        licence
        source
        version
        texts {
          en
          ru
        }
        helps {
          en
          ru
        }
        scale {
          value
          label
        }
        options {
          value
          label
        }
        wordings {
          ...Wordings_wording
        }
      }
    }
  }
`);

export type CycleQuestion = NonNullable<
  DocumentType<typeof QuestionsQuery>['cycle']
>['questions'][number];

/** The questions of a running cycle. Only their words can change, and only until somebody answered. */
export default function QuestionsOfCycle({ id }: { id: string }) {
  const { t } = useTranslation('cycles');
  const competency = useCompetency();
  const result = useQuery({ query: QuestionsQuery, variables: { id } });
  const [open, setOpen] = useState<CycleQuestion | null>(null);
  return (
    <Query result={result}>
      {({ cycle }) => {
        if (!cycle) return <NotThere />;
        const rewords = cycle.state === 'NOMINATION' || cycle.state === 'WRITING';
        return (
          <div className={classes.stack}>
            <p className={classes.hint}>{t(rewords ? 'reword.may' : 'reword.over')}</p>
            <List label={t('tab.questions')}>
              {cycle.questions.map((question, index) => (
                <li key={question.id} className={classes.question}>
                  <span className={classes.number}>{index + 1}</span>
                  <span className={classes.grow}>
                    <span className={classes.name}>{question.text}</span>
                    {question.help ? <span>{question.help}</span> : null}
                    <span className={classes.note}>
                      {[
                        t(`kind.${question.kind}`),
                        competency(question.competency),
                        question.required ? '' : t('question.optional'),
                        question.licence,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                    {question.scale.length + question.options.length > 0 ? (
                      <span className={classes.note}>
                        {[...question.scale, ...question.options]
                          .map((point) => `${point.value} – ${point.label}`)
                          .join('; ')}
                      </span>
                    ) : null}
                    <span className={classes.chips}>
                      {question.perspectives.map((kind) => (
                        <span key={kind} className={classes.chip}>
                          <PerspectiveName of={kind} />
                        </span>
                      ))}
                    </span>
                    <Wordings wordings={question.wordings} />
                  </span>
                  {rewords ? (
                    <Button
                      variant="subtle"
                      aria-label={t('reword.number', { number: index + 1 })}
                      onClick={() => setOpen(question)}
                    >
                      {t('reword.title')}
                    </Button>
                  ) : null}
                </li>
              ))}
            </List>
            <Suspense fallback={null}>
              {open ? <RewordDialog question={open} onClose={() => setOpen(null)} /> : null}
            </Suspense>
          </div>
        );
      }}
    </Query>
  );
}
