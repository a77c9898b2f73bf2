import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { TabLink, TabLinks } from '@/ui/TabLinks';

const TABS = [
  ['feed', paths.recognition],
  ['celebrations', paths.celebrations],
  ['awards', paths.awards],
  ['rewards', paths.rewards],
  ['leaderboard', paths.leaderboard],
  ['team', paths.recognitionTeam],
  ['moderation', paths.moderation],
  ['settings', paths.recognitionSettings],
] as const;
export type Tab = (typeof TABS)[number][0];

const RecognitionTabs = graphql(`
  query RecognitionTabs {
    viewer {
      person {
        id
        directReportCount
      }
    }
    recognitionSettings {
      pointsEnabled
      leaderboardEnabled
    }
  }
`);

/**
 * The parts of Recognition, each with an address of its own: rewards only while there are points, the
 * leaderboard only where the company wants one, the team's for those who manage somebody, the queue and
 * the settings for those who look after them.
 *
 * @param chosen where one is; told by the path unless given.
 */
export function Tabs({ chosen }: { chosen?: Tab }) {
  const { t } = useTranslation('recognition');
  const { pathname } = useLocation();
  const { isHr, isAdministrator } = useViewer();
  const [{ data }] = useQuery({ query: RecognitionTabs });
  const here = chosen ?? TABS.find(([, to]) => to === pathname)?.[0];
  const open: Partial<Record<Tab, boolean>> = {
    rewards: data?.recognitionSettings.pointsEnabled ?? false,
    leaderboard: data?.recognitionSettings.leaderboardEnabled ?? false,
    team: (data?.viewer?.person.directReportCount ?? 0) > 0,
    moderation: isHr || isAdministrator,
    settings: isHr,
  };
  return (
    <TabLinks label={t('tabs')} tight>
      {TABS.map(([tab, to]) =>
        tab === here || (open[tab] ?? true) ? (
          <TabLink key={tab} to={to} current={tab === here}>
            {t(`tab.${tab}`)}
          </TabLink>
        ) : null,
      )}
    </TabLinks>
  );
}
