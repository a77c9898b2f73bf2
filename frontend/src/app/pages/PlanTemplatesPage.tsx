import { IconTemplate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import classes from '@/features/development/development.module.css';
import { TemplateCard } from '@/features/development/templates/TemplateCard';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { PageHeader } from '@/ui/PageHeader';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';

const PlanTemplatesQuery = graphql(`
  query PlanTemplates {
    planTemplates {
      key
      ...TemplateCard_template
    }
  }
`);

// What one saw last can be read again without a network.
const KEEP = { keep: true };

/** Plans to begin from. */
export default function PlanTemplatesPage() {
  const { t } = useTranslation('development');
  const result = useQuery({ query: PlanTemplatesQuery, context: KEEP });
  return (
    <>
      <PageHeader
        title={t('template.all')}
        lead={t('template.lead')}
        back={{ to: paths.development, label: t('title') }}
      />
      <Query result={result}>
        {({ planTemplates }) =>
          planTemplates.length === 0 ? (
            <EmptyState
              icon={<IconTemplate size={32} stroke={1.5} />}
              title={t('template.none')}
              example={t('template.noneExample')}
            />
          ) : (
            <ul className={classes.templates}>
              {planTemplates.map((template) => (
                <TemplateCard key={template.key} template={template} />
              ))}
            </ul>
          )
        }
      </Query>
    </>
  );
}
