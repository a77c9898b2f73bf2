import { IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import classes from './home.module.css';
import { NeedLine } from './NeedLine';

export const HomeNeedsFragment = graphql(`
  fragment HomeNeeds_home on Home {
    needs {
      key
      ...NeedLine_need
    }
  }
`);

/** The short list of what needs the viewer. Nothing to do reads as good news. */
export function HomeNeeds({ home: masked }: { home: FragmentType<typeof HomeNeedsFragment> }) {
  const { needs } = unmask(HomeNeedsFragment, masked);
  const { t } = useTranslation('home');
  return (
    <Section
      title={t('needs.title')}
      aside={
        <Link className={classes.more} to={paths.promises}>
          {t('needs.promises')}
        </Link>
      }
    >
      {needs.length === 0 ? (
        <EmptyState
          icon={<IconSun size={32} stroke={1.5} />}
          title={t('needs.none')}
          example={t('needs.noneExample')}
        />
      ) : (
        <ul className={classes.list}>
          {needs.map((need) => (
            <NeedLine key={need.key} need={need} />
          ))}
        </ul>
      )}
    </Section>
  );
}
