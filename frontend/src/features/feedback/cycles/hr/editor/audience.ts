import { type DocumentType, graphql } from '@/gql';
import type { CycleAudienceInput } from '@/gql/graphql';

export const AudienceFragment = graphql(`
  fragment Audience_fields on CycleAudience {
    everyone
    departments {
      id
    }
    withSubdepartments
    locations
    hiredFrom
    hiredUntil
    managers {
      id
      name
    }
    titles
    people {
      id
      name
    }
    excluded {
      id
      name
    }
  }
`);

interface Named {
  id: string;
  name: string;
}

/** A rule that says who takes part, as fields. Dates that are not there are empty. */
export interface AudienceForm {
  everyone: boolean;
  departmentIds: string[];
  withSubdepartments: boolean;
  locations: string[];
  hiredFrom: string;
  hiredUntil: string;
  managers: Named[];
  titles: string[];
  people: Named[];
  excluded: Named[];
}

export const NOBODY: AudienceForm = {
  everyone: false,
  departmentIds: [],
  withSubdepartments: true,
  locations: [],
  hiredFrom: '',
  hiredUntil: '',
  managers: [],
  titles: [],
  people: [],
  excluded: [],
};

const named = (people: readonly Named[]): Named[] => people.map(({ id, name }) => ({ id, name }));
const ids = (people: readonly Named[]): string[] => people.map((person) => person.id);

/** What the server has, as fields. */
export function audienceOf(audience: DocumentType<typeof AudienceFragment> | null): AudienceForm {
  if (!audience) return NOBODY;
  return {
    everyone: audience.everyone,
    departmentIds: audience.departments.map((one) => one.id),
    withSubdepartments: audience.withSubdepartments,
    locations: [...audience.locations],
    hiredFrom: audience.hiredFrom ?? '',
    hiredUntil: audience.hiredUntil ?? '',
    managers: named(audience.managers),
    titles: [...audience.titles],
    people: named(audience.people),
    excluded: named(audience.excluded),
  };
}

/** The fields as the server wants them. */
export function audienceInput(form: AudienceForm): CycleAudienceInput {
  return {
    everyone: form.everyone,
    departmentIds: form.departmentIds,
    withSubdepartments: form.withSubdepartments,
    locations: form.locations,
    hiredFrom: form.hiredFrom || null,
    hiredUntil: form.hiredUntil || null,
    managerIds: ids(form.managers),
    titles: form.titles,
    personIds: ids(form.people),
    excludedIds: ids(form.excluded),
  };
}
