import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import classes from './development.module.css';

export const EditNoteFragment = graphql(`
  fragment EditNote_plan on DevelopmentPlan {
    id
    state
    person {
      id
      name
      isViewer
      manager {
        id
        name
      }
    }
  }
`);

/** What a change of the plan's words or goals means where somebody has agreed already. */
export function EditNote({ plan: masked }: { plan: FragmentType<typeof EditNoteFragment> }) {
  const { state, person } = unmask(EditNoteFragment, masked);
  const { t } = useTranslation('development');
  const other = person.isViewer ? person.manager?.name : person.name;
  if (state === 'ACTIVE') return <p className={classes.hint}>{t('edit.active')}</p>;
  if (state !== 'PROPOSED' || !other) return null;
  return <p className={classes.hint}>{t('edit.proposed', { name: other })}</p>;
}
