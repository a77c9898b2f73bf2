import { useTranslation } from 'react-i18next';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { toast } from '@/ui/toast';

const ApplyAgendaTemplate = graphql(`
  mutation ApplyAgendaTemplate($input: ApplyAgendaTemplateInput!) {
    applyAgendaTemplate(input: $input) {
      ... on ApplyAgendaTemplateSuccess {
        added
        meeting {
          id
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

const SaveAgendaTemplate = graphql(`
  mutation SaveAgendaTemplate($input: SaveAgendaTemplateInput!) {
    saveAgendaTemplate(input: $input) {
      ... on SaveAgendaTemplateSuccess {
        template {
          id
          version
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

const DeleteAgendaTemplate = graphql(`
  mutation DeleteAgendaTemplate($input: DeleteAgendaTemplateInput!) {
    deleteAgendaTemplate(input: $input) {
      ... on DeleteAgendaTemplateSuccess {
        deletedId
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

export interface TemplatePoint {
  body: string;
  recurring: boolean;
}

export const useApplyTemplate = () => useCommand(ApplyAgendaTemplate);
export const useSaveTemplate = () => useCommand(SaveAgendaTemplate);

/** Deletes an own template; undoing saves it anew. */
export function useDeleteTemplate() {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const { run, pending } = useCommand(DeleteAgendaTemplate);
  const save = useSaveTemplate();
  return {
    pending,
    run: async ({ id, name, points }: { id: string; name: string; points: TemplatePoint[] }) => {
      const outcome = await run({ input: { id } });
      if (!outcome.ok) {
        toast(outcome.refusal?.message ?? outcome.fault ?? '');
        return false;
      }
      toast(t('templates.deleted', { name }), {
        label: t('common:action.undo'),
        run: () => void save.run({ input: { name, points: points.map(bare) } }),
      });
      return true;
    },
  };
}

/** A point as the API takes it: without the name of its type. */
export function bare({ body, recurring }: TemplatePoint): TemplatePoint {
  return { body, recurring };
}
