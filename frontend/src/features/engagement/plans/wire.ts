import { type DocumentType, graphql } from '@/gql';

export const StepFragment = graphql(`
  fragment ActionStep_step on ActionStep {
    id
    text
    dueOn
    state
    settledAt
    version
    canSettle
    overdue
    plan {
      id
      title
    }
    owner {
      id
      name
      ...PersonLine_person
    }
  }
`);

/** A plan as it stands in a list and on its page. */
export const PlanFragment = graphql(`
  fragment ActionPlan_plan on ActionPlan {
    id
    title
    aim
    state
    createdAt
    endedAt
    version
    canEdit
    department {
      id
      name
    }
    drivers {
      id
      name
    }
    wave {
      id
      title
      number
      canRead
    }
    createdBy {
      id
      ...PersonLine_person
    }
    steps {
      id
      ...ActionStep_step
    }
  }
`);

export type Step = DocumentType<typeof StepFragment>;
export type Plan = DocumentType<typeof PlanFragment>;
