import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';

const SetMySkill = graphql(`
  mutation SetMySkill($input: SetMySkillInput!) {
    setMySkill(input: $input) {
      ... on SetMySkillSuccess {
        personSkill {
          version
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const RemoveMySkill = graphql(`
  mutation RemoveMySkill($input: RemoveMySkillInput!) {
    removeMySkill(input: $input) {
      ... on RemoveMySkillSuccess {
        skill {
          id
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const SaveSkill = graphql(`
  mutation SaveSkill($input: SaveSkillInput!) {
    saveSkill(input: $input) {
      ... on SaveSkillSuccess {
        skill {
          id
          name
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const MergeSkills = graphql(`
  mutation MergeSkills($input: MergeSkillsInput!) {
    mergeSkills(input: $input) {
      ... on MergeSkillsSuccess {
        moved
        skill {
          id
          name
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const RetireSkill = graphql(`
  mutation RetireSkill($input: RetireSkillInput!) {
    retireSkill(input: $input) {
      ... on RetireSkillSuccess {
        skill {
          id
          retired
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

const ImportSkills = graphql(`
  mutation ImportSkills($input: ImportSkillsInput!) {
    importSkills(input: $input) {
      ... on ImportSkillsSuccess {
        report {
          ...CsvImport_report
        }
      }
      ... on Refusal {
        kind
        code
        message
        field
      }
    }
  }
`);

/** Says how well one knows a skill, and whether one would learn or teach it. */
export const useSetMySkill = () => useCommand(SetMySkill);
/** Takes a skill off one's own list. */
export const useRemoveMySkill = () => useCommand(RemoveMySkill);
/** Adds a skill to the catalogue; HR also changes one. */
export const useSaveSkill = () => useCommand(SaveSkill);
/** Makes one skill of several. */
export const useMergeSkills = () => useCommand(MergeSkills);
/** Takes a skill out of use, or back. */
export const useRetireSkill = () => useCommand(RetireSkill);
/** Tries or applies a file of skills. */
export const useImportSkills = () => useCommand(ImportSkills);
