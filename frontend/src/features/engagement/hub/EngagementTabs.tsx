import { useTranslation } from 'react-i18next';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { TabLink, TabLinks } from '@/ui/TabLinks';

/** The parts of Engagement; those of HR for HR. */
export function EngagementTabs({ here }: { here: 'hub' | 'plans' | 'surveys' | 'bank' | 'settings' }) {
  const { t } = useTranslation('answering');
  const { isHr } = useViewer();
  return (
    <TabLinks label={t('tabs.label')} tight>
      <TabLink to={paths.engagement} current={here === 'hub'}>
        {t('tabs.hub')}
      </TabLink>
      <TabLink to={paths.actionPlans} current={here === 'plans'}>
        {t('tabs.plans')}
      </TabLink>
      {isHr ? (
        <>
          <TabLink to={paths.surveys} current={here === 'surveys'}>
            {t('tabs.surveys')}
          </TabLink>
          <TabLink to={paths.surveyBank} current={here === 'bank'}>
            {t('tabs.bank')}
          </TabLink>
          <TabLink to={paths.engagementSettings} current={here === 'settings'}>
            {t('tabs.settings')}
          </TabLink>
        </>
      ) : null}
    </TabLinks>
  );
}
