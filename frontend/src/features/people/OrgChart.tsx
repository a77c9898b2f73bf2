import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { type FragmentType, graphql, unmask } from '@/gql';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { LoadingState } from '@/ui/states';
import classes from './people.module.css';

export const OrgNodeFragment = graphql(`
  fragment OrgNode_person on Person {
    id
    name
    isViewer
    directReportCount
    ...PersonLine_person
  }
`);

const OrgReports = graphql(`
  query OrgReports($id: ID!) {
    person(id: $id) {
      id
      directReports(first: 100) {
        edges {
          node {
            id
            ...OrgNode_person
          }
        }
      }
    }
  }
`);

interface OrgChartProps {
  roots: readonly FragmentType<typeof OrgNodeFragment>[];
  /** Whose line is open from the start: the viewer's managers. */
  open: ReadonlySet<string>;
}

/** The company as a tree, loaded branch by branch. */
export function OrgChart({ roots, open }: OrgChartProps) {
  return (
    <ul className={classes.tree}>
      {roots.map((root, index) => (
        <OrgNode key={index} node={root} open={open} first />
      ))}
    </ul>
  );
}

interface OrgNodeProps {
  node: FragmentType<typeof OrgNodeFragment>;
  open: ReadonlySet<string>;
  first?: boolean;
}

function OrgNode({ node: masked, open, first = false }: OrgNodeProps) {
  const person = unmask(OrgNodeFragment, masked);
  const { t } = useTranslation('people');
  const [shown, setShown] = useState(first || open.has(person.id));
  const Chevron = shown ? IconChevronDown : IconChevronRight;
  return (
    <li className={person.isViewer ? classes.you : undefined}>
      <div className={classes.node}>
        <PersonLine person={person} />
        {person.directReportCount > 0 ? (
          <UnstyledButton
            className={classes.toggle}
            aria-expanded={shown}
            onClick={() => setShown(!shown)}
          >
            <Chevron size={16} aria-hidden="true" />
            {t('org.reports', { count: person.directReportCount })}
            <VisuallyHidden>{t('org.of', { name: person.name })}</VisuallyHidden>
          </UnstyledButton>
        ) : null}
      </div>
      {shown && person.directReportCount > 0 ? <Reports id={person.id} open={open} /> : null}
    </li>
  );
}

function Reports({ id, open }: { id: string; open: ReadonlySet<string> }) {
  const result = useQuery({ query: OrgReports, variables: { id } });
  return (
    <Query result={result} loading={<LoadingState lines={2} height={48} />}>
      {({ person }) => (
        <ul>
          {(person?.directReports.edges ?? []).map(({ node }) => (
            <OrgNode key={node.id} node={node} open={open} />
          ))}
        </ul>
      )}
    </Query>
  );
}
