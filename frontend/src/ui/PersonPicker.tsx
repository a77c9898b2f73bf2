import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { Face } from './Face';
import { type Picked, Picker, type PickerProps } from './Picker';
import classes from './Picker.module.css';

const PickPeople = graphql(`
  query PickPeople($search: String!) {
    people(search: $search, first: 7) {
      edges {
        node {
          id
          name
          title
          isViewer
          hasLeft
        }
      }
    }
  }
`);

export type PickedPerson = Picked;

interface PersonPickerProps extends PickerProps {
  /** Whether the viewer may be picked. */
  withMe?: boolean;
}

function usePeople(search: string, pause: boolean) {
  const [{ data, fetching, error }] = useQuery({ query: PickPeople, variables: { search }, pause });
  return {
    found: (data?.people.edges ?? []).map((edge) => edge.node),
    fetching,
    failed: error !== undefined,
  };
}

/** Finds people by name as one types. */
export function PersonPicker({ withMe = false, ...props }: PersonPickerProps) {
  const { t } = useTranslation('common');
  return (
    <Picker
      {...props}
      useFound={usePeople}
      keep={(person) => !person.hasLeft && (withMe || !person.isViewer)}
      placeholder={t('picker.placeholder')}
      nothing={t('picker.nobody')}
      before={(person) => <Face id={person.id} name={person.name} size="sm" />}
      option={(person) => (
        <span className={classes.option}>
          <Face id={person.id} name={person.name} size="sm" />
          <span>
            <span className={classes.name}>{person.name}</span>
            <span className={classes.title}>{person.title}</span>
          </span>
        </span>
      )}
    />
  );
}
