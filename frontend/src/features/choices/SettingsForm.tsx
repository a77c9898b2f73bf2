import { Button, Switch, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDraft } from '@/lib/useDraft';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { useEditSettings } from './useValues';
import classes from './values.module.css';

const SettingsFragment = graphql(`
  fragment SettingsForm_settings on RecognitionSettings {
    valueRequired
    pointsEnabled
    allowance
    giftMaximum
    leaderboardEnabled
    celebrationsEnabled
    blockedWords
    version
  }
`);

const SettingsQuery = graphql(`
  query RecognitionSettingsForm {
    recognitionSettings {
      ...SettingsForm_settings
    }
  }
`);

type Settings = DocumentType<typeof SettingsFragment>;

/** What the company wants of recognition. */
export function SettingsForm() {
  const result = useQuery({ query: SettingsQuery });
  return (
    <Query result={result}>
      {({ recognitionSettings }) => {
        const settings = unmask(SettingsFragment, recognitionSettings);
        return <Fields key={settings.version} settings={settings} />;
      }}
    </Query>
  );
}

const FIELDS = ['allowance', 'giftMaximum', 'blockedWords'] as const;
const SWITCHES = ['valueRequired', 'celebrationsEnabled', 'leaderboardEnabled'] as const;

function Fields({ settings }: { settings: Settings }) {
  const { t } = useTranslation(['values', 'common']);
  const draft = useDraft(`recognition.settings@${settings.version}`, {
    valueRequired: settings.valueRequired,
    celebrationsEnabled: settings.celebrationsEnabled,
    leaderboardEnabled: settings.leaderboardEnabled,
    pointsEnabled: settings.pointsEnabled,
    allowance: settings.allowance,
    giftMaximum: settings.giftMaximum ?? null,
    words: [...(settings.blockedWords ?? [])],
  });
  const edit = useEditSettings();
  const { words, giftMaximum, ...rest } = draft.value;

  async function run() {
    const outcome = await edit.run({
      input: {
        ...rest,
        giftMaximum,
        noGiftMaximum: giftMaximum === null,
        blockedWords: words,
        version: settings.version,
      },
    });
    if (!outcome.ok) return;
    draft.clear();
    toast(t('settings.saved'));
  }

  return (
    <Section title={t('settings.title')} look="card">
      <Form onSubmit={() => void run()}>
        {SWITCHES.map((name) => (
          <Switch
            key={name}
            size="md"
            label={t(`settings.${name}`)}
            description={t(`settings.${name}Hint`)}
            checked={draft.value[name]}
            onChange={(event) => draft.change({ [name]: event.currentTarget.checked })}
          />
        ))}
        <Switch
          size="md"
          label={t('settings.pointsEnabled')}
          description={t('settings.pointsEnabledHint')}
          checked={draft.value.pointsEnabled}
          onChange={(event) => draft.change({ pointsEnabled: event.currentTarget.checked })}
        />
        {draft.value.pointsEnabled ? (
          <div className={classes.numbers}>
            <TextInput
              type="number"
              inputMode="numeric"
              min={0}
              max={10_000}
              label={t('settings.allowance')}
              description={t('settings.allowanceHint')}
              value={draft.value.allowance}
              error={edit.fieldError('allowance')}
              onChange={(event) => draft.change({ allowance: Number(event.currentTarget.value) || 0 })}
            />
            <TextInput
              type="number"
              inputMode="numeric"
              min={1}
              label={t('settings.giftMaximum')}
              description={t('settings.giftMaximumHint')}
              value={giftMaximum ?? ''}
              error={edit.fieldError('giftMaximum')}
              onChange={({ currentTarget: { value } }) =>
                draft.change({ giftMaximum: value === '' ? null : Number(value) })
              }
            />
            <p className={classes.hint}>
              <Link to={paths.rewards}>{t('settings.rewards')}</Link>
            </p>
          </div>
        ) : null}
        <TagsInput
          label={t('settings.words')}
          description={t('settings.wordsHint')}
          splitChars={[',', ';', '\n']}
          value={words}
          error={edit.fieldError('blockedWords')}
          onChange={(value) => draft.change({ words: value })}
        />
        <FormError>{edit.error(...FIELDS)}</FormError>
        <FormActions>
          <Button type="submit" loading={edit.pending}>
            {t('common:action.save')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}
