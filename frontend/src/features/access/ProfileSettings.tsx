import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { setLanguage } from '@/lib/i18n';
import { useCommand } from '@/lib/useCommand';
import { FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './access.module.css';

export const ProfileSettingsFragment = graphql(`
  fragment ProfileSettings_viewer on Viewer {
    locale
    timeZone
  }
`);

const UpdateMyProfile = graphql(`
  mutation UpdateMyProfile($input: UpdateMyProfileInput!) {
    updateMyProfile(input: $input) {
      ... on UpdateMyProfileSuccess {
        viewer {
          locale
          timeZone
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

/** Language and time zone: saved when chosen. */
export function ProfileSettings({ viewer: masked }: { viewer: FragmentType<typeof ProfileSettingsFragment> }) {
  const viewer = unmask(ProfileSettingsFragment, masked);
  const { t } = useTranslation(['access', 'common']);
  const update = useCommand(UpdateMyProfile);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', viewer.timeZone]);

  const save = async (input: { locale?: 'EN' | 'RU'; timeZone?: string }) => {
    const outcome = await update.run({ input });
    if (!outcome.ok) return;
    if (input.locale) await setLanguage(input.locale === 'RU' ? 'ru' : 'en');
    toast(t('profile.saved'));
  };

  return (
    <Section title={t('profile.title')} look="card">
      <div className={classes.fields}>
        <NativeSelect
          size="md"
          label={t('profile.language')}
          description={t('profile.languageNote')}
          value={viewer.locale}
          disabled={update.pending}
          onChange={(event) => void save({ locale: event.currentTarget.value as 'EN' | 'RU' })}
          error={update.fieldError('locale')}
          data={[
            { value: 'EN', label: t('common:language.en') },
            { value: 'RU', label: t('common:language.ru') },
          ]}
        />
        <NativeSelect
          size="md"
          label={t('profile.zone')}
          description={t('profile.zoneNote')}
          value={viewer.timeZone}
          disabled={update.pending}
          onChange={(event) => void save({ timeZone: event.currentTarget.value })}
          error={update.fieldError('timeZone')}
          data={[...zones].sort()}
        />
      </div>
      {here && here !== viewer.timeZone ? (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            className={classes.flush ?? ''}
            onClick={() => void save({ timeZone: here })}
          >
            {t('profile.zoneHere', { zone: here })}
          </Button>
        </div>
      ) : null}
      <FormError>{update.error('locale', 'timeZone')}</FormError>
    </Section>
  );
}
