import { Button, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './RecognitionChoices.module.css';

export const RecognitionChoicesFragment = graphql(`
  fragment RecognitionChoices_viewer on Viewer {
    recognitionPreference {
      thanksNudges
      onLeaderboard
    }
  }
`);

const EditRecognitionPreference = graphql(`
  mutation EditRecognitionPreference($input: EditRecognitionPreferenceInput!) {
    editRecognitionPreference(input: $input) {
      ... on EditRecognitionPreferenceSuccess {
        preference {
          thanksNudges
          onLeaderboard
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

const CHOICES = ['thanksNudges', 'onLeaderboard'] as const;

/** Whether one is nudged, and whether one stands on the leaderboard; what one gave and received, to keep. */
export function RecognitionChoices({
  viewer: masked,
}: {
  viewer: FragmentType<typeof RecognitionChoicesFragment>;
}) {
  const { recognitionPreference: preference } = unmask(RecognitionChoicesFragment, masked);
  const { t } = useTranslation('recognition');
  const edit = useCommand(EditRecognitionPreference);

  async function set(name: (typeof CHOICES)[number], on: boolean) {
    const outcome = await edit.run({ input: { [name]: on } });
    if (outcome.ok) toast(t('choices.saved'));
  }

  return (
    <Section title={t('choices.title')} look="card">
      <div className={classes.choices}>
        {CHOICES.map((name) => (
          <Switch
            key={name}
            size="md"
            label={t(`choices.${name}`)}
            description={t(`choices.${name}Hint`)}
            checked={preference[name]}
            disabled={edit.pending}
            onChange={(event) => void set(name, event.currentTarget.checked)}
          />
        ))}
      </div>
      <FormError>{edit.error()}</FormError>
      <p className={classes.own}>{t('choices.own')}</p>
      <span className={classes.downloads}>
        {(['csv', 'xlsx'] as const).map((form) => (
          <Button key={form} component="a" variant="default" href={`/exports/own-kudos.${form}`} download>
            {t(`choices.${form}`)}
          </Button>
        ))}
      </span>
    </Section>
  );
}
