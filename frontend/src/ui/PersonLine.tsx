import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { Face } from './Face';
import classes from './PersonLine.module.css';

export const PersonLineFragment = graphql(`
  fragment PersonLine_person on Person {
    id
    name
    title
    hasLeft
  }
`);

interface PersonLineProps {
  person: FragmentType<typeof PersonLineFragment>;
  /** Shown under the name instead of the title. */
  note?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  /** Where the name leads; the person's page unless told. `null`: nowhere. */
  to?: string | null;
  after?: ReactNode;
}

/** A person as everywhere: a face, a name, a title, leading to the person. */
export function PersonLine({ person: masked, note, size = 'md', to, after }: PersonLineProps) {
  const person = unmask(PersonLineFragment, masked);
  const target = to === undefined ? paths.person(person.id) : to;
  const under = note ?? person.title;
  return (
    <span className={classes.line} data-size={size} data-left={person.hasLeft || undefined}>
      <Face id={person.id} name={person.name} size={size === 'lg' ? 'lg' : size} />
      <span className={classes.words}>
        {target === null ? (
          <span className={classes.name}>{person.name}</span>
        ) : (
          <Link className={classes.name} to={target}>
            {person.name}
          </Link>
        )}
        {under ? <span className={classes.note}>{under}</span> : null}
      </span>
      {after}
    </span>
  );
}

/** Only the name, as a link, for the middle of a sentence. */
export function PersonName({ person: masked }: Pick<PersonLineProps, 'person'>) {
  const person = unmask(PersonLineFragment, masked);
  return (
    <Link className={classes.name} to={paths.person(person.id)}>
      {person.name}
    </Link>
  );
}
