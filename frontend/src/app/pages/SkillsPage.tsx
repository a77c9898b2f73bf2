import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { Tabs } from '@/features/development/Tabs';
import { Catalogue } from '@/features/skills/Catalogue';
import { FindPeople } from '@/features/skills/FindPeople';
import { Mentoring } from '@/features/skills/Mentoring';
import { MySkills } from '@/features/skills/MySkills';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { Columns } from '@/ui/Columns';
import { PageHeader } from '@/ui/PageHeader';
import { TabLink, TabLinks } from '@/ui/TabLinks';

const PLACES = [
  [paths.skills, 'place.mine'],
  [paths.findPeople, 'place.find'],
  [paths.skillCatalogue, 'place.catalogue'],
] as const;

/** One's own skills and mentoring, who can do what, and the catalogue. */
export default function SkillsPage() {
  const { t } = useTranslation('skills');
  const viewer = useViewer();
  const { pathname } = useLocation();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Tabs chosen="skills" />
      <TabLinks label={t('places')} tight>
        {PLACES.map(([to, label]) => (
          <TabLink key={to} to={to} current={pathname === to}>
            {t(label)}
          </TabLink>
        ))}
      </TabLinks>
      {pathname === paths.findPeople ? (
        <FindPeople />
      ) : pathname === paths.skillCatalogue ? (
        <Catalogue isHr={viewer.isHr} />
      ) : (
        <Columns main={<MySkills />} side={<Mentoring />} />
      )}
    </>
  );
}
