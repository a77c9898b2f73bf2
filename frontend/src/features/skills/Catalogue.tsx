import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBooks } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';
import { Duplicates } from './Duplicates';
import { SkillTag } from './SkillTag';
import classes from './skills.module.css';

const CatalogueQuery = graphql(`
  query SkillCatalogue($search: String, $after: String) {
    skills(search: $search, first: 30, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...Catalogue_skill
        }
      }
    }
  }
`);

export const CatalogueSkillFragment = graphql(`
  fragment Catalogue_skill on Skill {
    id
    name
    category
    description
    peopleCount
    teachersCount
    retired
    version
    canEdit
    names {
      name
      locale
      isMain
    }
  }
`);

export type CatalogueSkill = DocumentType<typeof CatalogueSkillFragment>;

const EditDialog = lazy(() => import('./EditDialog'));
const ImportDialog = lazy(() => import('./ImportDialog'));

/** Every skill there is, with its other names; HR keeps it in order. */
export function Catalogue({ isHr }: { isHr: boolean }) {
  const { t } = useTranslation('skills');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 200);
  const [editing, setEditing] = useState<CatalogueSkill | 'new'>();
  const [importing, setImporting] = useState(false);
  return (
    <Stack gap={24}>
      {isHr ? <Duplicates /> : null}
      <Section
        title={t('catalogue.title')}
        aside={
          isHr ? (
            <span className={classes.tags}>
              <Button variant="default" onClick={() => setImporting(true)}>
                {t('catalogue.import')}
              </Button>
              <Button onClick={() => setEditing('new')}>{t('catalogue.add')}</Button>
            </span>
          ) : null
        }
      >
        <TextInput
          label={t('catalogue.search')}
          description={t('catalogue.searchHint')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Pages key={search} search={search} onEdit={setEditing} />
      </Section>
      {editing ? (
        <Suspense fallback={null}>
          <EditDialog skill={editing === 'new' ? null : editing} onClose={() => setEditing(undefined)} />
        </Suspense>
      ) : null}
      {importing ? (
        <Suspense fallback={null}>
          <ImportDialog onClose={() => setImporting(false)} />
        </Suspense>
      ) : null}
    </Stack>
  );
}

interface PagesProps {
  search: string;
  onEdit: (skill: CatalogueSkill) => void;
}

function Pages({ search, onEdit }: PagesProps) {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  return (
    <Stack>
      {cursors.map((after, index) => (
        <Part
          key={after ?? 'first'}
          variables={{ search: search || null, after }}
          last={index === cursors.length - 1}
          onMore={(cursor) => setCursors((before) => [...before, cursor])}
          onEdit={onEdit}
        />
      ))}
    </Stack>
  );
}

interface PartProps {
  variables: { search: string | null; after: string | null };
  last: boolean;
  onMore: (cursor: string) => void;
  onEdit: (skill: CatalogueSkill) => void;
}

function Part({ variables, last, onMore, onEdit }: PartProps) {
  const { t } = useTranslation('skills');
  const result = useQuery({ query: CatalogueQuery, variables });
  return (
    <Query result={result}>
      {({ skills: { edges, pageInfo, totalCount } }) => {
        const skills = unmask(
          CatalogueSkillFragment,
          edges.map((edge) => edge.node),
        );
        if (skills.length === 0) {
          return (
            <EmptyState
              icon={<IconBooks size={32} stroke={1.5} />}
              title={t('catalogue.none')}
              example={t('catalogue.noneExample')}
            />
          );
        }
        const next = pageInfo.endCursor;
        return (
          <>
            {variables.after === null ? (
              <p className={classes.hint} role="status">
                {t('catalogue.count', { count: totalCount })}
              </p>
            ) : null}
            <List label={t('catalogue.title')}>
              {skills.map((skill) => (
                <li key={skill.id} className={classes.line}>
                  <span className={classes.words}>
                    <Link className={classes.name} to={paths.peopleWithSkill(skill.id)}>
                      {skill.name}
                    </Link>
                    <span className={classes.facts}>
                      {skill.category ? <span className={classes.quiet}>{skill.category}</span> : null}
                      {skill.peopleCount != null ? (
                        <span className={classes.quiet}>
                          {t('catalogue.people', { count: skill.peopleCount })}
                        </span>
                      ) : null}
                      {skill.teachersCount ? (
                        <span className={classes.quiet}>
                          {t('catalogue.teachers', { count: skill.teachersCount })}
                        </span>
                      ) : null}
                      {skill.retired ? <SkillTag>{t('catalogue.retired')}</SkillTag> : null}
                      {skill.names
                        .filter((name) => name.name !== skill.name)
                        .map((name) => (
                          <SkillTag key={name.name}>{name.name}</SkillTag>
                        ))}
                    </span>
                  </span>
                  {skill.canEdit ? (
                    <Button
                      variant="subtle"
                      aria-label={t('mine.edit', { skill: skill.name })}
                      onClick={() => onEdit(skill)}
                    >
                      {t('mine.change')}
                    </Button>
                  ) : null}
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
          </>
        );
      }}
    </Query>
  );
}
