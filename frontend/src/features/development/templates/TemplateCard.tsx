import { Button } from '@mantine/core';
import { IconBulb, IconStairsUp, IconTools } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { toast } from '@/ui/toast';
import classes from '../development.module.css';
import { useRetirePlanTemplate } from './useTemplates';

export const TemplateCardFragment = graphql(`
  fragment TemplateCard_template on PlanTemplate {
    key
    name
    description
    builtIn
    months
    checkInEvery
    canEdit
    focusAreas {
      title
      why
      kind
    }
    goals {
      title
      description
      measure
      milestones
      focus
    }
  }
`);

type Template = DocumentType<typeof TemplateCardFragment>;

const ICONS = { COMPETENCY: IconStairsUp, SKILL: IconTools, ASPIRATION: IconBulb };

/** A plan to begin from: what it is for, and, as one asks, all of it. */
export function TemplateCard({ template: masked }: { template: FragmentType<typeof TemplateCardFragment> }) {
  const template = unmask(TemplateCardFragment, masked);
  const { t } = useTranslation('development');
  const retire = useRetirePlanTemplate();

  async function drop() {
    const outcome = await retire.run({ input: { key: template.key } });
    toast(outcome.ok ? t('template.retired') : (outcome.refusal?.message ?? outcome.fault ?? ''));
  }

  return (
    <li className={classes.template}>
      <h2 className={classes.planTitle}>{template.name}</h2>
      {template.description ? <p>{template.description}</p> : null}
      <p className={classes.meta}>
        <span>{t('template.months', { count: template.months })}</span>
        <span>{t('goals.count', { count: template.goals.length })}</span>
        <span>{t('rhythm.checkInEvery', { count: template.checkInEvery })}</span>
        {template.builtIn ? null : <span>{t('template.own')}</span>}
      </p>
      <details className={classes.more}>
        <summary>{t('template.whole')}</summary>
        <Contents template={template} />
      </details>
      <div className={classes.buttons}>
        <Button component={Link} to={paths.draftFromTemplate(template.key)} variant="light">
          {t('template.use')}
        </Button>
        {template.canEdit ? (
          <Button variant="subtle" color="gray" loading={retire.pending} onClick={() => void drop()}>
            {t('template.retire')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

/** Its focus areas with their goals, then the goals that stand for themselves. */
function Contents({ template }: { template: Template }) {
  const { t } = useTranslation('development');
  const alone = template.goals.filter(
    (goal) => goal.focus === null || template.focusAreas[goal.focus] === undefined,
  );
  return (
    <ul className={classes.outline}>
      {template.focusAreas.map((area, index) => {
        const Icon = ICONS[area.kind];
        return (
          <li key={area.title}>
            <p className={classes.outlineTitle}>
              <Icon size={18} stroke={1.7} aria-hidden="true" />
              <span>{area.title}</span>
            </p>
            {area.why ? <p className={classes.hint}>{area.why}</p> : null}
            <Goals goals={template.goals.filter((goal) => goal.focus === index)} />
          </li>
        );
      })}
      {alone.length > 0 ? (
        <li>
          {template.focusAreas.length > 0 ? <p className={classes.outlineTitle}>{t('goals.others')}</p> : null}
          <Goals goals={alone} />
        </li>
      ) : null}
    </ul>
  );
}

function Goals({ goals }: { goals: Template['goals'] }) {
  return (
    <ul className={classes.outlineGoals}>
      {goals.map((goal) => (
        <li key={goal.title}>
          <p>{goal.title}</p>
          {goal.description ? <p className={classes.hint}>{goal.description}</p> : null}
          {goal.milestones.length > 0 ? (
            <ul className={classes.outlineSteps}>
              {goal.milestones.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
