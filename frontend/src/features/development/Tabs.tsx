import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { TabCount, TabLink, TabLinks } from '@/ui/TabLinks';

const TABS = [
  ['plans', paths.development],
  ['goals', paths.developmentGoals],
  ['competencies', paths.competencies],
  ['skills', paths.skills],
  ['learning', paths.learning],
  ['team', paths.teamDevelopment],
] as const;
export type Tab = (typeof TABS)[number][0];

const DevelopmentTabs = graphql(`
  query DevelopmentTabs {
    viewer {
      person {
        id
        directReportCount
      }
      teamDevelopmentPlans {
        id
        canAgree
      }
    }
  }
`);

/**
 * The parts of Development, each with an address of its own; the team's for those who manage somebody.
 *
 * @param chosen where one is; told by the path unless given.
 */
export function Tabs({ chosen }: { chosen?: Tab }) {
  const { t } = useTranslation('development');
  const { pathname } = useLocation();
  const [{ data }] = useQuery({ query: DevelopmentTabs });
  const manages = (data?.viewer?.person.directReportCount ?? 0) > 0;
  const waiting = (data?.viewer?.teamDevelopmentPlans ?? []).filter((plan) => plan.canAgree).length;
  const here = chosen ?? TABS.find(([, to]) => to === pathname)?.[0];
  return (
    <TabLinks label={t('tabs')} tight>
      {TABS.map(([tab, to]) =>
        tab === 'team' && !manages && here !== 'team' ? null : (
          <TabLink key={tab} to={to} current={tab === here}>
            {t(`tab.${tab}`)}
            {tab === 'team' && waiting > 0 ? (
              <>
                <TabCount silent>{waiting}</TabCount>
                <VisuallyHidden> {t('tab.waiting', { count: waiting })}</VisuallyHidden>
              </>
            ) : null}
          </TabLink>
        ),
      )}
    </TabLinks>
  );
}
