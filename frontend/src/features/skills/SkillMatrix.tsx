import { Button, Switch } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { type DocumentType, graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import classes from './matrix.module.css';

const TeamSkillMatrix = graphql(`
  query TeamSkillMatrix {
    viewer {
      teamSkillMatrix {
        people {
          id
          name
        }
        skills {
          id
          name
        }
        cells {
          personIndex
          skillIndex
          level
          expected
          gap
          wantsToLearn
          canTeach
        }
        totals {
          skillIndex
          known
          advanced
          wanting
          missing
        }
      }
    }
  }
`);

type Matrix = NonNullable<
  NonNullable<DocumentType<typeof TeamSkillMatrix>['viewer']>['teamSkillMatrix']
>;
type Cell = Matrix['cells'][number];

/** People by skills: what each can do, against what their level expects; the darker, the more is missing. */
export function SkillMatrix() {
  const { t } = useTranslation('skills');
  const result = useQuery({ query: TeamSkillMatrix });
  const [onlyGaps, setOnlyGaps] = useState(false);
  return (
    <Query result={result}>
      {({ viewer }) => {
        const matrix = viewer?.teamSkillMatrix;
        if (!matrix) return null;
        if (matrix.skills.length === 0) {
          return (
            <Section title={t('matrix.title')}>
              <EmptyState
                icon={<IconTable size={32} stroke={1.5} />}
                title={t('matrix.none')}
                example={t('matrix.noneExample')}
              />
            </Section>
          );
        }
        const missing = new Set(
          matrix.totals.filter((one) => one.missing > 0).map((one) => one.skillIndex),
        );
        const columns = matrix.skills
          .map((skill, index) => ({ skill, index }))
          .filter(({ index }) => !onlyGaps || missing.has(index));
        return (
          <Section
            title={t('matrix.title')}
            aside={
              <span className={classes.aside}>
                {missing.size > 0 ? (
                  <Switch
                    label={t('matrix.onlyGaps')}
                    checked={onlyGaps}
                    onChange={(event) => setOnlyGaps(event.currentTarget.checked)}
                  />
                ) : null}
                <span className={classes.files}>
                  <Button component="a" variant="default" href="/exports/team-skills.csv" download>
                    CSV
                  </Button>
                  <Button component="a" variant="default" href="/exports/team-skills.xlsx" download>
                    Excel
                  </Button>
                </span>
              </span>
            }
          >
            <p className={classes.hint}>{t('matrix.explain')}</p>
            <Table matrix={matrix} columns={columns} />
          </Section>
        );
      }}
    </Query>
  );
}

interface TableProps {
  matrix: Matrix;
  columns: readonly { skill: Matrix['skills'][number]; index: number }[];
}

function Table({ matrix, columns }: TableProps) {
  const { t } = useTranslation('skills');
  const cells = new Map(matrix.cells.map((cell) => [`${cell.personIndex}:${cell.skillIndex}`, cell]));
  const totals = new Map(matrix.totals.map((one) => [one.skillIndex, one]));
  return (
    <div className={classes.box} tabIndex={0} role="group" aria-label={t('matrix.title')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('skill')}</th>
            {matrix.people.map((person) => (
              <th key={person.id} scope="col">
                {person.name}
              </th>
            ))}
            <th scope="col">{t('matrix.totals')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ skill, index }) => {
            const total = totals.get(index);
            return (
              <tr key={skill.id}>
                <th scope="row">
                  <Link to={paths.peopleWithSkill(skill.id)}>{skill.name}</Link>
                </th>
                {matrix.people.map((person, place) => (
                  <td key={person.id}>
                    <CellWords cell={cells.get(`${place}:${index}`)} />
                  </td>
                ))}
                <td className={classes.total}>
                  {total ? (
                    <>
                      {t('matrix.known', { count: total.known })}
                      {total.missing > 0 ? <> · {t('matrix.missing', { count: total.missing })}</> : null}
                      {total.wanting > 0 ? <> · {t('matrix.wanting', { count: total.wanting })}</> : null}
                    </>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function CellWords({ cell }: { cell: Cell | undefined }) {
  const { t } = useTranslation('skills');
  if (!cell) {
    return (
      <span className={classes.nothing} role="img" aria-label={t('matrix.notSaid')}>
        ·
      </span>
    );
  }
  const gap = cell.gap ?? 0;
  return (
    <span className={classes.cell} data-gap={gap > 0 ? Math.min(gap, 3) : undefined}>
      <span>{t(`level.${cell.level as 0 | 1 | 2 | 3 | 4}`)}</span>
      {gap > 0 ? <span className={classes.small}>{t('matrix.gap', { count: gap })}</span> : null}
      {cell.wantsToLearn ? <span className={classes.small}>{t('wantsToLearn')}</span> : null}
      {cell.canTeach ? <span className={classes.small}>{t('canTeach')}</span> : null}
    </span>
  );
}
