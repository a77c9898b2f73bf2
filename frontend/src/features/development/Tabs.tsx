import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { TabCount, TabLink, TabLinks } from '@/ui/TabLinks';

export const TABS = ['mine', 'team'] as const;
export type Tab = (typeof TABS)[number];

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

/** My plans and, for those who manage somebody, my team's; the choice stands in the address. */
export function Tabs({ chosen }: { chosen: Tab }) {
  const { t } = useTranslation('development');
  const [{ data }] = useQuery({ query: DevelopmentTabs });
  const manages = (data?.viewer?.person.directReportCount ?? 0) > 0;
  const waiting = (data?.viewer?.teamDevelopmentPlans ?? []).filter((plan) => plan.canAgree).length;
  if (!manages && chosen === 'mine') return null;
  return (
    <TabLinks label={t('tabs')}>
      {TABS.map((tab) => (
        <TabLink key={tab} to={`?tab=${tab}`} current={tab === chosen}>
          {t(`tab.${tab}`)}
          {tab === 'team' && waiting > 0 ? (
            <>
              <TabCount silent>{waiting}</TabCount>
              <VisuallyHidden> {t('tab.waiting', { count: waiting })}</VisuallyHidden>
            </>
          ) : null}
        </TabLink>
      ))}
    </TabLinks>
  );
}
