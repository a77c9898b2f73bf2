import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArchive,
  IconBulb,
  IconCalendarPlus,
  IconDots,
  IconHistory,
  IconPencil,
  IconPrinter,
  IconRefresh,
  IconTemplate,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { toast } from '@/ui/toast';
import classes from './development.module.css';
import type { useOpenForm } from './useOpenForm';
import { useAgreePlan } from './usePlans';

export const PlanActionsFragment = graphql(`
  fragment PlanActions_plan on DevelopmentPlan {
    id
    state
    version
    canEdit
    canAgree
    canCheckIn
    canClose
    canRenew
    canExtend
    person {
      id
      isViewer
    }
    goals {
      id
    }
  }
`);

interface PlanActionsProps {
  plan: FragmentType<typeof PlanActionsFragment>;
  /** Whether the viewer may make a template of it. */
  template: boolean;
  open: ReturnType<typeof useOpenForm>['open'];
}

/** The one thing to do next, and behind the dots the others. */
export function PlanActions({ plan: masked, template, open }: PlanActionsProps) {
  const plan = unmask(PlanActionsFragment, masked);
  const { t } = useTranslation(['development', 'common']);
  return (
    <div className={classes.actions} data-no-print>
      <Primary plan={plan} open={open} />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={42} aria-label={t('plan.menu')}>
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {plan.canEdit ? (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => open('edit')}>
              {t('edit.open')}
            </Menu.Item>
          ) : null}
          {plan.canEdit ? (
            <Menu.Item leftSection={<IconBulb size={16} />} onClick={() => open('add-focus')}>
              {t('focusArea.add')}
            </Menu.Item>
          ) : null}
          {plan.state === 'DRAFT' ? null : (
            <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => open('changes')}>
              {t('changes.open')}
            </Menu.Item>
          )}
          {template ? (
            <Menu.Item leftSection={<IconTemplate size={16} />} onClick={() => open('save-template')}>
              {t('template.save')}
            </Menu.Item>
          ) : null}
          {plan.canExtend ? (
            <Menu.Item leftSection={<IconCalendarPlus size={16} />} onClick={() => open('extend')}>
              {t('extend.open')}
            </Menu.Item>
          ) : null}
          {plan.canRenew ? (
            <Menu.Item leftSection={<IconRefresh size={16} />} onClick={() => open('renew')}>
              {t('renew.open')}
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
            {t('print')}
          </Menu.Item>
          {plan.canClose ? (
            <Menu.Item leftSection={<IconArchive size={16} />} onClick={() => open('close')}>
              {plan.state === 'ACTIVE' || plan.state === 'EXPIRED' ? t('close.open') : t('close.openEarly')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

interface PrimaryProps {
  plan: {
    id: string;
    state: string;
    version: number;
    canEdit: boolean;
    canAgree: boolean;
    canCheckIn: boolean;
    goals: readonly unknown[];
  };
  open: PlanActionsProps['open'];
}

function Primary({ plan, open }: PrimaryProps) {
  const { t } = useTranslation('development');
  const agree = useAgreePlan();

  async function sign() {
    // Nobody agrees to what they have not seen: the version is the one on the screen.
    const outcome = await agree.run({ input: { planId: plan.id, version: plan.version } });
    if (outcome.ok) {
      toast(outcome.data.plan.state === 'ACTIVE' ? t('agree.done') : t('agree.doneHalf'));
    } else if (outcome.refusal?.code === 'STALE_VERSION') {
      toast(t('agree.changed'));
    } else {
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
    }
  }

  if (plan.canAgree) {
    return (
      <Button loading={agree.pending} onClick={() => void sign()}>
        {t('agree')}
      </Button>
    );
  }
  if (plan.canEdit && plan.goals.length === 0) {
    return <Button onClick={() => open('add-goal')}>{t('goal.add')}</Button>;
  }
  if (plan.canEdit && plan.state === 'DRAFT') {
    return <Button onClick={() => open('propose')}>{t('propose.open')}</Button>;
  }
  // What to do about a plan that is over stands where it says so.
  if (plan.canCheckIn && plan.state === 'ACTIVE' && plan.goals.length > 0) {
    return <Button onClick={() => open('check-in')}>{t('checkIn.open')}</Button>;
  }
  return null;
}
