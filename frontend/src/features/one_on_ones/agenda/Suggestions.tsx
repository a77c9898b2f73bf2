import { ActionIcon, Button } from '@mantine/core';
import { IconLock, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import classes from '../one_on_ones.module.css';
import { useSuggestions } from './useSuggestions';

const SeriesSuggestions = graphql(`
  query SeriesSuggestions($id: ID!) {
    series(id: $id) {
      id
      suggestions {
        key
        kind
        body
        reason
        visibility
      }
    }
  }
`);

// They gather from everywhere: read once a visit, not each time that the page looks for news.
const ONCE = { keep: true, quiet: true };

/** So many are shown at first: the list is to be quiet. */
const FEW = 3;

type Suggestion = NonNullable<DocumentType<typeof SeriesSuggestions>['series']>['suggestions'][number];

interface SuggestionsProps {
  meetingId: string;
  series: { id: string; other: { name: string } };
}

/** What happened since last time and might be spoken about. Nothing is added by itself. */
export function Suggestions({ meetingId, series }: SuggestionsProps) {
  const { t } = useTranslation('one_on_ones');
  const [{ data }] = useQuery({
    query: SeriesSuggestions,
    variables: { id: series.id },
    context: ONCE,
  });
  const { gone, add, dismiss } = useSuggestions(meetingId, series.id);
  const [all, setAll] = useState(false);
  const left = (data?.series?.suggestions ?? []).filter((one) => !gone.has(one.key));
  if (left.length === 0) return null;
  const shown = all ? left : left.slice(0, FEW);
  const hidden = left.length - shown.length;
  return (
    <section className={classes.suggestions} aria-labelledby="suggestions">
      <h3 id="suggestions">{t('suggestions.title')}</h3>
      <ul>
        {shown.map((one) => (
          <Line
            key={one.key}
            suggestion={one}
            other={series.other.name}
            onAdd={() => void add(one)}
            onDismiss={() => dismiss(one)}
          />
        ))}
      </ul>
      {hidden > 0 ? (
        <Button variant="subtle" size="compact-md" className={classes.fold ?? ''} onClick={() => setAll(true)}>
          {t('suggestions.more', { count: hidden })}
        </Button>
      ) : null}
    </section>
  );
}

interface LineProps {
  suggestion: Suggestion;
  other: string;
  onAdd: () => void;
  onDismiss: () => void;
}

function Line({ suggestion: { body, reason, visibility }, other, onAdd, onDismiss }: LineProps) {
  const { t } = useTranslation('one_on_ones');
  const only = visibility === 'PRIVATE';
  return (
    <li>
      <div className={classes.body}>
        <span className={classes.text}>{body}</span>
        <span className={classes.meta}>
          {reason}{' '}
          {only ? (
            <span className={classes.lock}>
              <IconLock size={14} aria-hidden="true" /> {t('suggestions.only')}
            </span>
          ) : (
            t('suggestions.both', { name: other })
          )}
        </span>
      </div>
      <div className={classes.suggestionDo}>
        <Button
          variant="light"
          size="compact-md"
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          aria-label={t('suggestions.addThis', { point: body })}
          onClick={onAdd}
        >
          {t('suggestions.add')}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('suggestions.dismiss', { point: body })}
          onClick={onDismiss}
        >
          <IconX size={18} />
        </ActionIcon>
      </div>
    </li>
  );
}
