import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';

export const EngagementChoicesFragment = graphql(`
  fragment EngagementChoices_viewer on Viewer {
    engagementPreference {
      mails
    }
  }
`);

const EditEngagementPreference = graphql(`
  mutation EditEngagementPreference($input: EditEngagementPreferenceInput!) {
    editEngagementPreference(input: $input) {
      ... on EditEngagementPreferenceSuccess {
        preference {
          mails
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

/** Whether mail about surveys comes; saved when chosen. */
export function EngagementChoices({
  viewer: masked,
}: {
  viewer: FragmentType<typeof EngagementChoicesFragment>;
}) {
  const { engagementPreference } = unmask(EngagementChoicesFragment, masked);
  const { t } = useTranslation('answering');
  const edit = useCommand(EditEngagementPreference);
  const set = async (mails: boolean) => {
    const outcome = await edit.run({ input: { mails } });
    if (outcome.ok) toast(t('settings.saved'));
  };
  return (
    <Section title={t('settings.title')} look="card">
      <Switch
        size="md"
        label={t('settings.mails')}
        description={t('settings.mailsHint')}
        checked={engagementPreference.mails}
        disabled={edit.pending}
        onChange={(event) => void set(event.currentTarget.checked)}
      />
      <FormError>{edit.error()}</FormError>
    </Section>
  );
}
