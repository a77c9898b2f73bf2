import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { GoalLists } from '@/features/development/goals/GoalLists';
import { Tabs } from '@/features/development/Tabs';
import { useOpenForm } from '@/features/development/useOpenForm';
import { PageHeader } from '@/ui/PageHeader';

/** Goals of the viewer, in plans and on their own, and of their team. `?add-goal` begins one. */
export default function GoalsPage() {
  const { t } = useTranslation('development');
  const forms = useOpenForm();
  const button = <Button onClick={() => forms.open('add-goal')}>{t('goal.add')}</Button>;
  return (
    <>
      <PageHeader title={t('ownGoals.page')} lead={t('ownGoals.lead')} action={button} />
      <Tabs />
      <GoalLists action={button} forms={forms} />
    </>
  );
}
