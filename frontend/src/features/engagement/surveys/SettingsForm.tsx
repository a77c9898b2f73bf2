import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { useDraft } from '@/lib/useDraft';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { NumberField } from './NumberField';
import classes from './surveys.module.css';

const SettingsQuery = graphql(`
  query EngagementSettings {
    engagementSettings {
      monthlyQuestions
      version
      canEdit
    }
  }
`);

const EditSettings = graphql(`
  mutation EditEngagementSettings($input: EditEngagementSettingsInput!) {
    editEngagementSettings(input: $input) {
      ... on EditEngagementSettingsSuccess {
        settings {
          monthlyQuestions
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

/** How much anybody may be asked in a month, over all surveys. */
export function SettingsForm() {
  const result = useQuery({ query: SettingsQuery });
  return (
    <Query result={result}>
      {({ engagementSettings: settings }) => <Fields key={settings.version} settings={settings} />}
    </Query>
  );
}

interface FieldsProps {
  settings: { monthlyQuestions: number; version: number; canEdit: boolean };
}

function Fields({ settings }: FieldsProps) {
  const { t } = useTranslation(['surveys', 'common']);
  const edit = useCommand(EditSettings);
  const draft = useDraft(`engagement.settings@${settings.version}`, {
    monthlyQuestions: settings.monthlyQuestions,
  });
  const save = async () => {
    const outcome = await edit.run({ input: { ...draft.value, version: settings.version } });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('settings.saved'));
  };
  return (
    <Section title={t('settings.fatigue')} look="card">
      <p className={classes.hint}>{t('settings.fatigueNote')}</p>
      <Form onSubmit={() => void save()}>
        <NumberField
          label={t('settings.monthly')}
          description={t('settings.monthlyNote')}
          value={draft.value.monthlyQuestions}
          onChange={(monthlyQuestions) => draft.change({ monthlyQuestions })}
          min={1}
          max={500}
          error={edit.fieldError('monthlyQuestions')}
        />
        <FormError>{edit.error('monthlyQuestions')}</FormError>
        <FormActions>
          <Button type="submit" loading={edit.pending} disabled={!settings.canEdit}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}
