import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { PasswordSettings } from '@/features/access/PasswordSettings';
import { ProfileSettings } from '@/features/access/ProfileSettings';
import { SessionSettings } from '@/features/access/SessionSettings';
import { TokenSettings } from '@/features/access/TokenSettings';
import { CelebrationSettings } from '@/features/celebrations/CelebrationSettings';
import { DigestSettings } from '@/features/digest/DigestSettings';
import { EngagementChoices } from '@/features/engagement/hub/EngagementChoices';
import { CalendarFeed } from '@/features/one_on_ones/CalendarFeed';
import { RecognitionChoices } from '@/features/recognition/RecognitionChoices';
import { ChoicesCard } from '@/features/notifications/choices/ChoicesCard';
import { ReminderSettings } from '@/features/one_on_ones/ReminderSettings';
import { graphql } from '@/gql';
import { Columns } from '@/ui/Columns';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { NotThere } from '@/ui/states';

const SettingsPageQuery = graphql(`
  query SettingsPage {
    instance {
      passwordMinimumLength
    }
    viewer {
      ...ProfileSettings_viewer
      ...PasswordSettings_viewer
      ...SessionSettings_viewer
      ...TokenSettings_viewer
      ...CelebrationSettings_viewer
      ...DigestSettings_viewer
      ...ReminderSettings_viewer
      ...RecognitionChoices_viewer
      ...EngagementChoices_viewer
      ...CalendarFeed_viewer
    }
  }
`);

export default function SettingsPage() {
  const { t } = useTranslation('access');
  const result = useQuery({ query: SettingsPageQuery });
  return (
    <>
      <PageHeader title={t('settings.title')} lead={t('settings.lead')} />
      <Query result={result}>
        {({ viewer, instance }) =>
          viewer ? (
            <Columns
              main={
                <>
                  <ProfileSettings viewer={viewer} />
                  <ChoicesCard />
                  <DigestSettings viewer={viewer} />
                  <ReminderSettings viewer={viewer} />
                  <CelebrationSettings viewer={viewer} />
                  <RecognitionChoices viewer={viewer} />
                  <EngagementChoices viewer={viewer} />
                  <CalendarFeed viewer={viewer} />
                  <PasswordSettings viewer={viewer} minimumLength={instance.passwordMinimumLength} />
                </>
              }
              side={
                <>
                  <Look />
                  <SessionSettings viewer={viewer} />
                  <TokenSettings viewer={viewer} />
                </>
              }
            />
          ) : (
            <NotThere />
          )
        }
      </Query>
    </>
  );
}

/** Light, dark or as the system; kept on this device. */
function Look() {
  const { t } = useTranslation(['access', 'common']);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title={t('look.title')} look="card">
      <SegmentedControl
        fullWidth
        aria-label={t('look.title')}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as 'light' | 'dark' | 'auto')}
        data={[
          { value: 'light', label: t('common:menu.theme.light') },
          { value: 'dark', label: t('common:menu.theme.dark') },
          { value: 'auto', label: t('common:menu.theme.auto') },
        ]}
      />
    </Section>
  );
}
