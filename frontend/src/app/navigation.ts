import {
  IconAffiliate,
  IconBuilding,
  IconChartBar,
  IconHeartHandshake,
  IconHome,
  IconMessageCircle,
  IconMoodCheck,
  IconPlant2,
  IconRefresh,
  IconSitemap,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { paths } from '@/lib/paths';
import type { Session } from '@/lib/session';
import { pages } from './pages';

const places = {
  home: { to: paths.home, icon: IconHome, label: 'nav.home', page: pages.home },
  oneOnOnes: { to: paths.oneOnOnes, icon: IconUsers, label: 'nav.oneOnOnes', short: 'nav.oneOnOnesShort', also: ['/meetings/', '/promises'], page: pages.oneOnOnes },
  relationships: { to: paths.relationships, icon: IconAffiliate, label: 'nav.relationships', page: pages.relationships },
  feedback: { to: paths.feedback, icon: IconMessageCircle, label: 'nav.feedback', short: 'nav.feedbackShort', also: ['/reviews', '/nominations', '/packets'], page: pages.feedback },
  development: { to: paths.development, icon: IconPlant2, label: 'nav.development', page: pages.development },
  recognition: { to: paths.recognition, icon: IconHeartHandshake, label: 'nav.recognition', short: 'nav.recognitionShort', page: pages.recognition },
  engagement: { to: paths.engagement, icon: IconMoodCheck, label: 'nav.engagement', page: pages.engagement },
  people: { to: paths.people, icon: IconUsersGroup, label: 'nav.people', page: pages.people },
  orgChart: { to: paths.orgChart, icon: IconSitemap, label: 'nav.orgChart', page: pages.orgChart },
  cycles: { to: paths.cycles, icon: IconRefresh, label: 'nav.cycles', page: pages.cycles },
  reports: { to: paths.reports, icon: IconChartBar, label: 'nav.reports', page: pages.reports },
  company: { to: paths.company, icon: IconBuilding, label: 'nav.company', page: pages.company },
} as const;

export type Place = (typeof places)[keyof typeof places];

/** The places of the left navigation, in order. */
export function placesFor(session: Session): Place[] {
  const all: Place[] = [
    places.home,
    places.oneOnOnes,
    places.relationships,
    places.feedback,
    places.development,
    places.recognition,
    places.engagement,
    places.people,
    places.orgChart,
  ];
  if (session.isHr) all.push(places.cycles, places.reports);
  if (session.isAdministrator) all.push(places.company);
  return all;
}

/** The five places of the bottom bar on a phone; the others stand in one's own menu. */
export const bottomPlaces: Place[] = [
  places.home,
  places.oneOnOnes,
  places.feedback,
  places.recognition,
  places.people,
];
