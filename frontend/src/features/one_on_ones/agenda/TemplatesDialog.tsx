import { Button } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { Dialog } from '@/ui/Dialog';
import { FormActions, FormError } from '@/ui/Form';
import { Query } from '@/ui/Query';
import { toast } from '@/ui/toast';
import classes from './agenda.module.css';
import { TemplateForm } from './TemplateForm';
import { type TemplatePoint, useApplyTemplate, useDeleteTemplate } from './useTemplates';

const AgendaTemplates = graphql(`
  query AgendaTemplates {
    viewer {
      agendaTemplates {
        id
        key
        name
        description
        builtIn
        version
        points {
          body
          recurring
        }
      }
    }
  }
`);

type Template = NonNullable<DocumentType<typeof AgendaTemplates>['viewer']>['agendaTemplates'][number];

interface TemplatesDialogProps {
  meetingId: string;
  /** The shared open points, which can be kept as a template. */
  present: TemplatePoint[];
  onClose: () => void;
}

/** Lists of points to begin with: those that come along and one's own. */
export default function TemplatesDialog({ meetingId, present, onClose }: TemplatesDialogProps) {
  const { t } = useTranslation('one_on_ones');
  const result = useQuery({ query: AgendaTemplates });
  const [form, setForm] = useState<Template | 'new' | null>(null);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={form === null ? t('templates.title') : form === 'new' ? t('templates.new') : t('templates.edit')}
      size="lg"
    >
      {form === null ? (
        <Query result={result}>
          {({ viewer }) => (
            <Choice
              templates={viewer?.agendaTemplates ?? []}
              meetingId={meetingId}
              onClose={onClose}
              onEdit={setForm}
              onNew={present.length > 0 ? () => setForm('new') : undefined}
            />
          )}
        </Query>
      ) : (
        <TemplateForm
          template={form === 'new' ? null : form}
          points={form === 'new' ? present : form.points}
          onDone={() => setForm(null)}
        />
      )}
    </Dialog>
  );
}

interface ChoiceProps {
  templates: readonly Template[];
  meetingId: string;
  onClose: () => void;
  onEdit: (template: Template) => void;
  onNew: (() => void) | undefined;
}

function Choice({ templates, meetingId, onClose, onEdit, onNew }: ChoiceProps) {
  const { t } = useTranslation(['one_on_ones', 'common']);
  const [chosenId, setChosenId] = useState(templates[0]?.id);
  const chosen = templates.find((one) => one.id === chosenId) ?? templates[0];
  const apply = useApplyTemplate();
  const remove = useDeleteTemplate();
  const own = templates.filter((one) => !one.builtIn);
  const builtIn = templates.filter((one) => one.builtIn);

  const use = async () => {
    if (!chosen) return;
    const outcome = await apply.run({ input: { meetingId, templateId: chosen.id } });
    if (!outcome.ok) return;
    const { added } = outcome.data;
    toast(added === 0 ? t('templates.allThere') : t('templates.applied', { count: added }));
    onClose();
  };

  return (
    <div className={classes.dialog}>
      <div className={classes.two}>
        <div className={classes.names} role="radiogroup" aria-label={t('templates.title')}>
          {[...own, ...builtIn].map((one, index) => (
            <label key={one.id} className={classes.name}>
              <input
                type="radio"
                name="template"
                checked={one === chosen}
                data-autofocus={index === 0 || undefined}
                onChange={() => setChosenId(one.id)}
              />
              <span>
                {one.name}
                {one.builtIn ? null : <span className={classes.own}>{t('templates.own')}</span>}
              </span>
            </label>
          ))}
        </div>
        {chosen ? (
          <section className={classes.preview} aria-label={t('templates.preview', { name: chosen.name })}>
            {chosen.description ? <p className={classes.about}>{chosen.description}</p> : null}
            <ul>
              {chosen.points.map((point) => (
                <li key={point.body}>
                  {point.body}
                  {point.recurring ? (
                    <span className={classes.again}>
                      <IconRepeat size={14} aria-hidden="true" /> {t('points.recurring')}
                    </span>
                  ) : null}
                </li>
              ))}
            </ul>
            {chosen.builtIn ? null : (
              <div className={classes.ownDo}>
                <Button variant="subtle" size="compact-md" onClick={() => onEdit(chosen)}>
                  {t('common:action.edit')}
                </Button>
                <Button
                  variant="subtle"
                  color="red"
                  size="compact-md"
                  loading={remove.pending}
                  onClick={() => void remove.run(chosen)}
                >
                  {t('common:action.delete')}
                </Button>
              </div>
            )}
          </section>
        ) : null}
      </div>
      <FormError>{apply.error()}</FormError>
      <FormActions>
        {onNew ? (
          <Button variant="subtle" onClick={onNew}>
            {t('templates.keep')}
          </Button>
        ) : null}
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button loading={apply.pending} disabled={!chosen} onClick={() => void use()}>
          {t('templates.apply', { count: chosen?.points.length ?? 0 })}
        </Button>
      </FormActions>
    </div>
  );
}
