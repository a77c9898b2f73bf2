import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconMessages } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql, unmask } from '@/gql';
import { Parts, type PartOf } from '@/ui/Parts';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState, NotThere } from '@/ui/states';
import { AboutGroup } from '../AboutGroup';
import classes from '../report.module.css';
import { GroupFragment } from '../wire';
import { Comment } from './Comment';

const SurveyCommentsQuery = graphql(`
  query SurveyComments(
    $waveId: ID!
    $group: String
    $questionId: ID
    $theme: String
    $search: String!
    $first: Int
    $after: String
  ) {
    surveyComments(
      waveId: $waveId
      group: $group
      questionId: $questionId
      theme: $theme
      search: $search
      first: $first
      after: $after
    ) {
      reason
      reasonText
      totalCount
      asked {
        key
        ...ReportGroup_group
      }
      group {
        key
        ...ReportGroup_group
      }
      themes {
        key
        name
        words
        comments
      }
      edges {
        cursor
        node {
          id
          ...Comment_comment
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const PAGE = 30;

interface CommentsProps {
  waveId: string;
  /** The group that was asked for; a larger one may be shown. */
  group: string;
  questions: readonly { id: string; text: string }[];
}

/** What people wrote, in no order, with no day; by question, theme and word. */
export function Comments({ waveId, group, questions }: CommentsProps) {
  const { t } = useTranslation('survey_reports');
  const [search, setSearch] = useSearchParams();
  const question = questions.find((one) => one.id === search.get('question'))?.id ?? null;
  const theme = search.get('theme');
  const [typed, setTyped] = useState(search.get('search') ?? '');
  const [words] = useDebouncedValue(typed.trim(), 250);
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };

  return (
    <Section title={t('part.comments')}>
      <p className={classes.hint}>{t('comments.explain')}</p>
      <div className={classes.choices} data-no-print>
        {questions.length > 1 ? (
          <NativeSelect
            size="md"
            label={t('comments.question')}
            value={question ?? ''}
            onChange={(event) => set('question', event.currentTarget.value)}
            data={[
              { value: '', label: t('comments.allQuestions') },
              ...questions.map((one) => ({ value: one.id, label: one.text })),
            ]}
          />
        ) : null}
        <TextInput
          size="md"
          type="search"
          label={t('comments.search')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <Parts key={`${group} ${question} ${theme} ${words}`}>
        {(part) => (
          <Page
            waveId={waveId}
            group={group}
            questionId={question}
            theme={theme}
            search={words}
            part={part}
            onTheme={(key) => set('theme', key)}
          />
        )}
      </Parts>
    </Section>
  );
}

interface PageProps {
  waveId: string;
  group: string;
  questionId: string | null;
  theme: string | null;
  search: string;
  part: PartOf;
  onTheme: (key: string | null) => void;
}

function Page({ part, onTheme, ...asked }: PageProps) {
  const { t } = useTranslation('survey_reports');
  const result = useQuery({
    query: SurveyCommentsQuery,
    variables: { ...asked, first: PAGE, after: part.after },
  });
  const first = part.after === null;
  return (
    <Query result={result}>
      {({ surveyComments: comments }) => {
        if (!comments) return <NotThere />;
        const nodes = comments.edges.map((edge) => edge.node);
        return (
          <>
            {first ? (
              <>
                <AboutGroup
                  asked={unmask(GroupFragment, comments.asked)}
                  told={unmask(GroupFragment, comments.group)}
                />
                <Themes themes={comments.themes} chosen={asked.theme} onTheme={onTheme} />
              </>
            ) : null}
            {comments.reason ? (
              <EmptyState
                icon={<IconMessages size={32} stroke={1.5} />}
                title={t('comments.hidden')}
                example={comments.reasonText || t(`reason.${comments.reason}`)}
              />
            ) : nodes.length === 0 ? (
              first ? (
                <EmptyState
                  icon={<IconMessages size={32} stroke={1.5} />}
                  title={t(
                    asked.search || asked.theme || asked.questionId ? 'comments.noneFound' : 'comments.none',
                  )}
                  example={t('comments.noneExample')}
                />
              ) : null
            ) : (
              <>
                {first ? (
                  <p className={classes.quiet} role="status">
                    {t('comments.count', { count: comments.totalCount })}
                  </p>
                ) : null}
                <ul className={classes.comments}>
                  {nodes.map((one) => (
                    <Comment key={one.id} comment={one} />
                  ))}
                </ul>
                {part.more(comments.pageInfo)}
              </>
            )}
          </>
        );
      }}
    </Query>
  );
}

interface ThemesProps {
  themes: readonly { key: string; name: string; words: readonly string[]; comments: number }[];
  chosen: string | null;
  onTheme: (key: string | null) => void;
}

/** What several people wrote about, found on this server; each leads to its comments. */
function Themes({ themes, chosen, onTheme }: ThemesProps) {
  const { t } = useTranslation('survey_reports');
  if (themes.length === 0) return null;
  return (
    <div className={classes.themes} role="group" aria-label={t('comments.themes')} data-no-print data-said>
      {themes.map((one) => {
        const on = one.key === chosen;
        return (
          <Button
            key={one.key}
            size="compact-md"
            radius="xl"
            variant={on ? 'filled' : 'default'}
            aria-pressed={on}
            title={one.words.join(', ')}
            onClick={() => onTheme(on ? null : one.key)}
          >
            {t('comments.theme', { name: one.name, count: one.comments })}
          </Button>
        );
      })}
    </div>
  );
}
