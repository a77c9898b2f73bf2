import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { IconUserSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { DateText } from '@/ui/dates';
import { List } from '@/ui/List';
import { PersonLine } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';
import { SkillPicker } from '@/ui/SkillPicker';
import { Level, LEVELS } from './Level';
import { SkillTag } from './SkillTag';
import classes from './skills.module.css';

const ChosenSkill = graphql(`
  query ChosenSkill($id: ID!) {
    skill(id: $id) {
      id
      name
    }
  }
`);

const PeopleWithSkill = graphql(`
  query PeopleWithSkill($skillId: ID!, $fromLevel: Int!, $canTeach: Boolean, $after: String) {
    skill(id: $skillId) {
      id
      name
      description
    }
    peopleWithSkill(skillId: $skillId, fromLevel: $fromLevel, canTeach: $canTeach, first: 20, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          level
          wantsToLearn
          canTeach
          lastUsedOn
          person {
            id
            ...PersonLine_person
          }
        }
      }
    }
  }
`);

/** Who knows something, best first; the question stands in the address. */
export function FindPeople() {
  const { t } = useTranslation('skills');
  const [search, setSearch] = useSearchParams();
  const skillId = search.get('skill');
  const [{ data }] = useQuery({ query: ChosenSkill, variables: { id: skillId ?? '' }, pause: !skillId });
  const fromLevel = Number(search.get('from') ?? '1');
  const teaching = search.has('teaches');
  const set = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    setSearch(next, { replace: true });
  };
  return (
    <Stack>
      <div className={classes.filters}>
        <SkillPicker
          label={t('find.skill')}
          value={skillId ? [{ id: skillId, name: data?.skill?.name ?? '…' }] : []}
          onChange={([skill]) => set({ skill: skill?.id ?? null })}
        />
        <NativeSelect
          label={t('find.minimum')}
          value={String(fromLevel)}
          onChange={(event) => set({ from: event.currentTarget.value })}
          data={LEVELS.map((level) => ({ value: String(level), label: t(`level.${level}`) }))}
        />
        <Checkbox
          className={classes.alone ?? ''}
          label={t('find.canTeach')}
          checked={teaching}
          onChange={(event) => set({ teaches: event.currentTarget.checked ? '1' : null })}
        />
      </div>
      {skillId ? (
        <Found
          key={`${skillId}:${fromLevel}:${teaching}`}
          skillId={skillId}
          fromLevel={fromLevel}
          canTeach={teaching ? true : null}
        />
      ) : (
        <EmptyState
          icon={<IconUserSearch size={32} stroke={1.5} />}
          title={t('find.empty')}
          example={t('find.emptyExample')}
        />
      )}
    </Stack>
  );
}

interface FoundProps {
  skillId: string;
  fromLevel: number;
  canTeach: boolean | null;
}

function Found({ skillId, fromLevel, canTeach }: FoundProps) {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  return (
    <Stack>
      {cursors.map((after, index) => (
        <Part
          key={after ?? 'first'}
          variables={{ skillId, fromLevel, canTeach, after }}
          last={index === cursors.length - 1}
          onMore={(cursor) => setCursors((before) => [...before, cursor])}
        />
      ))}
    </Stack>
  );
}

interface PartProps {
  variables: { skillId: string; fromLevel: number; canTeach: boolean | null; after: string | null };
  last: boolean;
  onMore: (cursor: string) => void;
}

function Part({ variables, last, onMore }: PartProps) {
  const { t } = useTranslation('skills');
  const result = useQuery({ query: PeopleWithSkill, variables });
  return (
    <Query result={result}>
      {({ skill, peopleWithSkill: { edges, pageInfo, totalCount } }) => {
        if (edges.length === 0) {
          return (
            <EmptyState
              icon={<IconUserSearch size={32} stroke={1.5} />}
              title={t('find.nobody')}
              example={t('find.nobodyExample')}
            />
          );
        }
        const next = pageInfo.endCursor;
        return (
          <Stack>
            {variables.after === null ? (
              <div role="status">
                <h2 className={classes.found}>
                  {t('find.count', { count: totalCount, skill: skill?.name ?? '' })}
                </h2>
                {skill?.description ? <p className={classes.hint}>{skill.description}</p> : null}
              </div>
            ) : null}
            <List label={skill?.name ?? ''}>
              {edges.map(({ node }) => (
                <li key={node.person.id} className={classes.line}>
                  <PersonLine person={node.person} />
                  <span className={classes.facts}>
                    <Level level={node.level} />
                    {node.canTeach ? <SkillTag tone="teach">{t('canTeach')}</SkillTag> : null}
                    {node.wantsToLearn ? <SkillTag tone="learn">{t('wantsToLearn')}</SkillTag> : null}
                    {node.lastUsedOn ? (
                      <span className={classes.quiet}>
                        {t('lastUsed')} <DateText date={node.lastUsedOn} />
                      </span>
                    ) : null}
                  </span>
                </li>
              ))}
            </List>
            {last && pageInfo.hasNextPage && next ? (
              <div>
                <Button variant="default" onClick={() => onMore(next)}>
                  {t('more')}
                </Button>
              </div>
            ) : null}
          </Stack>
        );
      }}
    </Query>
  );
}
