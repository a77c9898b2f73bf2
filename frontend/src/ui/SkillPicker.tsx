import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { type Picked, Picker, type PickerProps } from './Picker';
import classes from './Picker.module.css';

const PickSkills = graphql(`
  query PickSkills($search: String!) {
    skills(search: $search, first: 8) {
      edges {
        node {
          id
          name
          category
        }
      }
    }
  }
`);

export type PickedSkill = Picked;

function useSkills(search: string, pause: boolean) {
  const [{ data, fetching, error }] = useQuery({ query: PickSkills, variables: { search }, pause });
  return {
    found: (data?.skills.edges ?? []).map((edge) => edge.node),
    fetching,
    failed: error !== undefined,
  };
}

/** Finds skills of the catalogue as one types, also by a synonym. */
export function SkillPicker(props: PickerProps) {
  const { t } = useTranslation('common');
  return (
    <Picker
      {...props}
      useFound={useSkills}
      placeholder={t('picker.skill')}
      nothing={t('picker.noSkill')}
      option={(skill) => (
        <>
          <span className={classes.name}>{skill.name}</span>
          {skill.category ? <span className={classes.title}>{skill.category}</span> : null}
        </>
      )}
    />
  );
}
