import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconBulb, IconDots, IconPencil, IconPlus, IconStairsUp, IconTools, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentType, type FragmentType, graphql, unmask } from '@/gql';
import { Markdown } from '@/ui/Markdown';
import classes from '../development.module.css';
import { GoalCard } from '../GoalCard';
import { SourceLine } from '../SourceLine';
import type { useOpenForm } from '../useOpenForm';

export const FocusAreasFragment = graphql(`
  fragment FocusAreas_plan on DevelopmentPlan {
    id
    canEdit
    focusAreas {
      id
      kind
      title
      why
      targetLabel
      canEdit
      competency {
        id
        name
      }
      skill {
        id
        name
      }
      source {
        ...SourceLine_source
      }
    }
    goals {
      id
      focusArea {
        id
      }
      ...GoalCard_goal
    }
  }
`);

type Plan = DocumentType<typeof FocusAreasFragment>;
type Area = Plan['focusAreas'][number];
type Open = ReturnType<typeof useOpenForm>['open'];

const ICONS = { COMPETENCY: IconStairsUp, SKILL: IconTools, ASPIRATION: IconBulb };

interface FocusAreasProps {
  plan: FragmentType<typeof FocusAreasFragment>;
  /** Whether it tells how goals go: both sides have agreed. */
  begun: boolean;
  /** Who reads what is shared here, as words. */
  readers: string;
  open: Open;
}

/** The goals under what the plan concentrates on; those that stand for themselves at the end. */
export function FocusAreas({ plan: masked, begun, readers, open }: FocusAreasProps) {
  const plan = unmask(FocusAreasFragment, masked);
  const { t } = useTranslation('development');
  const areas = plan.focusAreas;
  const known = new Set(areas.map((area) => area.id));
  const goalsOf = (areaId: string | null) =>
    plan.goals.filter((goal) =>
      areaId === null ? !goal.focusArea || !known.has(goal.focusArea.id) : goal.focusArea?.id === areaId,
    );
  const list = (goals: Plan['goals'], level: 3 | 4) => (
    <ol className={classes.goals}>
      {goals.map((goal) => (
        <li key={goal.id}>
          <GoalCard goal={goal} begun={begun} readers={readers} level={level} open={open} />
        </li>
      ))}
    </ol>
  );
  const alone = goalsOf(null);
  return (
    <>
      {areas.map((area) => {
        const goals = goalsOf(area.id);
        return (
          <Focus key={area.id} area={area} open={open}>
            {goals.length > 0 ? (
              list(goals, 4)
            ) : (
              <p className={classes.hint}>{t('focusArea.noGoals')}</p>
            )}
            {plan.canEdit ? (
              <div data-no-print>
                <Button
                  variant="subtle"
                  leftSection={<IconPlus size={16} />}
                  aria-label={t('focusArea.addGoalTo', { area: area.title })}
                  onClick={() => open('add-goal', area.id)}
                >
                  {t('goal.add')}
                </Button>
              </div>
            ) : null}
          </Focus>
        );
      })}
      {alone.length > 0 && areas.length > 0 ? (
        <section className={classes.area} aria-label={t('goals.others')}>
          <h3 className={classes.areaTitle}>{t('goals.others')}</h3>
          {list(alone, 4)}
        </section>
      ) : null}
      {areas.length === 0 ? list(alone, 3) : null}
    </>
  );
}

function Focus({ area, open, children }: { area: Area; open: Open; children: ReactNode }) {
  const { t } = useTranslation(['development', 'common']);
  const Icon = ICONS[area.kind];
  const tied = area.competency?.name ?? area.skill?.name ?? '';
  return (
    <section className={classes.area} aria-label={area.title}>
      <div className={classes.goalHead}>
        <div className={classes.goalWords}>
          <h3 className={classes.areaTitle}>
            <Icon size={20} stroke={1.7} aria-hidden="true" />
            <span>{area.title}</span>
          </h3>
          <p className={classes.meta}>
            <span>
              {tied && tied !== area.title
                ? t(`focusArea.tied.${area.kind}`, { name: tied })
                : t(`focusArea.kind.${area.kind}`)}
            </span>
            {area.targetLabel ? <span>{t('focusArea.target', { level: area.targetLabel })}</span> : null}
          </p>
        </div>
        {area.canEdit ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                className={classes.goalMenu ?? ''}
                variant="subtle"
                color="gray"
                size={44}
                data-no-print
                aria-label={t('focusArea.menu', { area: area.title })}
              >
                <IconDots size={20} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconPencil size={16} />}
                onClick={() => open('edit-focus', area.id)}
              >
                {t('common:action.edit')}
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} />}
                onClick={() => open('remove-focus', area.id)}
              >
                {t('focusArea.remove')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </div>
      {area.why ? <Markdown>{area.why}</Markdown> : null}
      {area.source ? <SourceLine source={area.source} /> : null}
      {children}
    </section>
  );
}
