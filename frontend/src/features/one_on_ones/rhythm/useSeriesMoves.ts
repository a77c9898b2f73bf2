import { useTranslation } from 'react-i18next';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { useDates } from '@/ui/dates';
import { toast } from '@/ui/toast';

const MoveMeeting = graphql(`
  mutation MoveMeeting($input: MoveMeetingInput!) {
    moveMeeting(input: $input) {
      ... on MoveMeetingSuccess {
        meeting {
          id
          scheduledAt
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const ChangeSeries = graphql(`
  mutation ChangeSeries($input: ChangeSeriesInput!) {
    changeSeries(input: $input) {
      ... on ChangeSeriesSuccess {
        series {
          id
          cadence
          rhythm
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const SkipMeeting = graphql(`
  mutation SkipMeeting($input: SkipMeetingInput!) {
    skipMeeting(input: $input) {
      ... on SkipMeetingSuccess {
        meeting {
          id
          scheduledAt
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const UndoSkip = graphql(`
  mutation UndoSkip($input: UndoSkipInput!) {
    undoSkip(input: $input) {
      ... on UndoSkipSuccess {
        meeting {
          id
          scheduledAt
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const PauseSeries = graphql(`
  mutation PauseSeries($input: PauseSeriesInput!) {
    pauseSeries(input: $input) {
      ... on PauseSeriesSuccess {
        series {
          id
          pausedFrom
          pausedUntil
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const ResumeSeries = graphql(`
  mutation ResumeSeries($input: ResumeSeriesInput!) {
    resumeSeries(input: $input) {
      ... on ResumeSeriesSuccess {
        series {
          id
          pausedFrom
          pausedUntil
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const EndSeries = graphql(`
  mutation EndSeries($input: EndSeriesInput!) {
    endSeries(input: $input) {
      ... on EndSeriesSuccess {
        series {
          id
          endedAt
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

export const useMoveMeeting = () => useCommand(MoveMeeting);
export const useChangeSeries = () => useCommand(ChangeSeries);
export const usePauseSeries = () => useCommand(PauseSeries);
export const useEndSeries = () => useCommand(EndSeries);

/** Takes a day back that was skipped; says so, or why not. */
export function useUndoSkip(seriesId: string) {
  const { t } = useTranslation('one_on_ones');
  const dates = useDates();
  const { run, pending } = useCommand(UndoSkip);
  return {
    pending,
    run: async (day: string) => {
      const outcome = await run({ input: { seriesId, day } });
      if (!outcome.ok) {
        toast(outcome.refusal?.message ?? outcome.fault ?? '');
        return;
      }
      const at = outcome.data.meeting.scheduledAt;
      toast(t('skip.undone', { when: `${dates.day(at)}, ${dates.time(at)}` }));
    },
  };
}

/** Skips the open meeting: it goes to the next day of the rhythm with all it holds. */
export function useSkipMeeting(seriesId: string) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const dates = useDates();
  const command = useCommand(SkipMeeting);
  const undo = useUndoSkip(seriesId);
  return {
    ...command,
    /** @param day the day of the rhythm that is skipped. */
    skip: async (meetingId: string, day: string) => {
      const outcome = await command.run({ input: { meetingId } });
      if (!outcome.ok) return false;
      const at = outcome.data.meeting.scheduledAt;
      toast(t('skip.done', { when: `${dates.day(at)}, ${dates.time(at)}` }), {
        label: t('common:action.undo'),
        run: () => void undo.run(day),
      });
      return true;
    },
  };
}

/** Ends a pause; the meetings go on by their rhythm. */
export function useResumeSeries(seriesId: string) {
  const { t } = useTranslation('one_on_ones');
  const { run, pending } = useCommand(ResumeSeries);
  return {
    pending,
    run: async () => {
      const outcome = await run({ input: { seriesId } });
      toast(outcome.ok ? t('pause.resumed') : (outcome.refusal?.message ?? outcome.fault ?? ''));
    },
  };
}
