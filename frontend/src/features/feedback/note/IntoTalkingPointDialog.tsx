import { Button, NativeSelect, Switch, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { Dialog } from '@/ui/Dialog';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { WhoWillSee } from '@/ui/WhoWillSee';
import type { NoteToUse } from './Uses';
import { useTurnFeedbackIntoTalkingPoint } from './useNoteActs';

const SeriesForFeedback = graphql(`
  query SeriesForFeedback {
    viewer {
      series {
        id
        endedAt
        other {
          id
          name
        }
      }
    }
  }
`);

interface IntoTalkingPointDialogProps {
  note: NoteToUse;
  onClose: () => void;
}

/** Something to speak about in a one-on-one, with its author or with somebody else. */
export default function IntoTalkingPointDialog({ note, onClose }: IntoTalkingPointDialogProps) {
  const { t } = useTranslation('feedback');
  const result = useQuery({ query: SeriesForFeedback });
  return (
    <Dialog opened onClose={onClose} title={t('point.title')}>
      <Query result={result}>
        {({ viewer }) => {
          const series = (viewer?.series ?? []).filter((one) => !one.endedAt);
          return series.length === 0 ? (
            <EmptyState
              title={t('point.noSeries')}
              example={t('point.noSeriesExample')}
              action={
                <Button component={Link} to={paths.startSeries(note.author.id)}>
                  {t('point.start')}
                </Button>
              }
            />
          ) : (
            <Words note={note} series={series} onClose={onClose} />
          );
        }}
      </Query>
    </Dialog>
  );
}

interface WordsProps extends IntoTalkingPointDialogProps {
  series: { id: string; other: { id: string; name: string } }[];
}

const FIELDS = ['seriesId', 'body'] as const;

function Words({ note, series, onClose }: WordsProps) {
  const { t } = useTranslation(['feedback', 'common']);
  const navigate = useNavigate();
  const turn = useTurnFeedbackIntoTalkingPoint();
  const withAuthor = series.find((one) => one.other.id === note.author.id);
  const { value, change, clear } = useDraft(`feedback.point:${note.id}`, {
    seriesId: (withAuthor ?? series[0])?.id ?? '',
    body: '',
    alone: false,
  });
  const chosen = series.find((one) => one.id === value.seriesId) ?? series[0];

  async function send() {
    if (!chosen) return;
    const outcome = await turn.run({
      input: {
        noteId: note.id,
        seriesId: chosen.id,
        body: value.body,
        visibility: value.alone ? 'PRIVATE' : 'SHARED',
      },
    });
    if (!outcome.ok) return;
    const { meeting } = outcome.data;
    clear();
    toast(t('point.done', { name: chosen.other.name }), {
      label: t('open'),
      run: () => void navigate(paths.meeting(meeting.id)),
    });
    onClose();
  }

  return (
    <Form onSubmit={() => void send()}>
      <NativeSelect
        label={t('point.with')}
        value={chosen?.id ?? ''}
        error={turn.fieldError('seriesId')}
        onChange={(event) => change({ seriesId: event.currentTarget.value })}
        data={series.map((one) => ({ value: one.id, label: one.other.name }))}
      />
      <Textarea
        label={t('point.body')}
        description={t('point.bodyHint')}
        autosize
        minRows={2}
        maxRows={10}
        required
        data-autofocus
        value={value.body}
        error={turn.fieldError('body')}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <Switch
        label={t('point.alone')}
        checked={value.alone}
        onChange={(event) => change({ alone: event.currentTarget.checked })}
      />
      <FormError>{turn.error(...FIELDS)}</FormError>
      <WhoWillSee>
        {value.alone ? t('point.whoSeesMe') : t('point.whoSees', { name: chosen?.other.name ?? '' })}
      </WhoWillSee>
      <FormActions>
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button type="submit" loading={turn.pending} disabled={!value.body.trim()}>
          {t('point.send')}
        </Button>
      </FormActions>
    </Form>
  );
}
