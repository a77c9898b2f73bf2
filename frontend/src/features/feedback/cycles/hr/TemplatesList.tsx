import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { EmptyState } from '@/ui/states';
import { toast } from '@/ui/toast';
import { PerspectiveName } from '../parts/PerspectiveName';
import { ConfirmDialog } from './ConfirmDialog';
import classes from './hr.module.css';
import { useDeleteCycleTemplate } from './useCycles';

const TemplatesQuery = graphql(`
  query CycleTemplates {
    cycleTemplates {
      key
      name
      description
      builtIn
      definition {
        perspectives {
          kind
          anonymous
          minimum
        }
        questions {
          competency
        }
        nominationDays
        writingDays
      }
    }
  }
`);

/** Ways to hold a cycle: those that come with erm and the company's own. */
export function TemplatesList() {
  const { t } = useTranslation(['cycles', 'common']);
  const result = useQuery({ query: TemplatesQuery });
  const remove = useDeleteCycleTemplate();

  const [leaving, setLeaving] = useState<{ key: string; name: string } | null>(null);

  const take = async ({ key, name }: { key: string; name: string }) => {
    const outcome = await remove.run({ input: { key } });
    if (!outcome.ok) return;
    setLeaving(null);
    toast(t('templates.deleted', { name }));
  };

  return (
    <Query result={result}>
      {({ cycleTemplates: templates }) =>
        templates.length === 0 ? (
          <EmptyState title={t('templates.none')} example={t('templates.noneExample')} />
        ) : (
          <div className={classes.stack}>
            <p className={classes.hint}>{t('templates.explain')}</p>
            <List label={t('place.templates')}>
              {templates.map((template) => (
                <li key={template.key} className={classes.line}>
                  <span className={classes.grow}>
                    <span className={classes.name}>{template.name}</span>
                    <span className={classes.note}>{template.description}</span>
                    <span className={classes.chips}>
                      {template.definition.perspectives.map((one) => (
                        <span key={one.kind} className={classes.chip}>
                          <PerspectiveName of={one.kind} />
                        </span>
                      ))}
                      <span className={classes.chip}>
                        {t('templates.questions', { count: template.definition.questions.length })}
                      </span>
                    </span>
                  </span>
                  <span className={classes.buttons}>
                    {template.builtIn ? (
                      <span className={classes.note}>{t('templates.builtIn')}</span>
                    ) : (
                      <Button
                        variant="subtle"
                        color="red"
                        aria-label={t('templates.deleteNamed', { name: template.name })}
                        onClick={() => setLeaving(template)}
                      >
                        {t('common:action.delete')}
                      </Button>
                    )}
                    <Button
                      variant="default"
                      component={Link}
                      to={paths.newCycle(template.key)}
                      aria-label={t('templates.useNamed', { name: template.name })}
                    >
                      {t('templates.use')}
                    </Button>
                  </span>
                </li>
              ))}
            </List>
            {leaving ? (
              <ConfirmDialog
                title={t('templates.deleteNamed', { name: leaving.name })}
                text={t('templates.deleteNote')}
                action={t('common:action.delete')}
                pending={remove.pending}
                error={remove.error()}
                onConfirm={() => void take(leaving)}
                onClose={() => setLeaving(null)}
              />
            ) : null}
          </div>
        )
      }
    </Query>
  );
}
