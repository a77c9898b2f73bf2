import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { ChatSettings } from '@/features/notifications/choices/ChatSettings';
import { ChoiceGrid } from '@/features/notifications/choices/ChoiceGrid';
import { PushSettings } from '@/features/notifications/choices/PushSettings';
import { ReachSettings } from '@/features/notifications/choices/ReachSettings';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { Columns } from '@/ui/Columns';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { NotThere } from '@/ui/states';

const NotificationSettingsPageQuery = graphql(`
  query NotificationSettingsPage {
    viewer {
      notificationChoices {
        ...ChoiceGrid_choices
        ...ReachSettings_choices
        ...ChatSettings_choices
        ...PushSettings_choices
      }
    }
  }
`);

/** What reaches the viewer, where and when. */
export default function NotificationSettingsPage() {
  const { t } = useTranslation('reach');
  const result = useQuery({ query: NotificationSettingsPageQuery });
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        back={{ to: paths.settings, label: t('back') }}
      />
      <Query result={result}>
        {({ viewer }) =>
          viewer ? (
            <Columns
              sideFirst
              main={<ChoiceGrid choices={viewer.notificationChoices} />}
              side={
                <>
                  <ReachSettings choices={viewer.notificationChoices} />
                  <ChatSettings choices={viewer.notificationChoices} />
                  <PushSettings choices={viewer.notificationChoices} />
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
