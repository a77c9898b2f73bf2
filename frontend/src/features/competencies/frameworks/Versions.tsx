import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { List } from '@/ui/List';
import { PersonName } from '@/ui/PersonLine';
import { Query } from '@/ui/Query';
import { DateTimeText } from '@/ui/dates';
import { EmptyState, NotThere } from '@/ui/states';
import { toast } from '@/ui/toast';
import classes from '../competencies.module.css';
import { exportPath } from './exportPath';
import { useDiscardFrameworkDraft, useRetireFramework } from './useFrameworks';

const VersionsQuery = graphql(`
  query FrameworkVersions($id: ID!) {
    competencyFramework(id: $id) {
      id
      retired
      canManage
      draft {
        id
        editedAt
        editedBy {
          id
          ...PersonLine_person
        }
      }
      versions {
        id
        number
        state
        note
        publishedAt
        differences
      }
    }
  }
`);

/** What was published when, and how each version differs from the one before. */
export function Versions({ id }: { id: string }) {
  const { t } = useTranslation('competencies');
  const result = useQuery({ query: VersionsQuery, variables: { id } });
  const discard = useDiscardFrameworkDraft();
  const retire = useRetireFramework();
  const [sure, setSure] = useState(false);

  async function throwAway() {
    const outcome = await discard.run({ input: { frameworkId: id } });
    setSure(false);
    toast(outcome.ok ? t('versions.discarded') : (outcome.refusal?.message ?? outcome.fault ?? ''));
  }

  async function setRetired(retired: boolean) {
    const outcome = await retire.run({ input: { frameworkId: id, retired } });
    if (!outcome.ok) {
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
    } else if (retired) {
      toast(t('versions.retired'), {
        label: t('versions.takeBack'),
        run: () => void setRetired(false),
      });
    } else {
      toast(t('versions.back'));
    }
  }

  return (
    <Query result={result}>
      {({ competencyFramework: framework }) => {
        if (!framework) return <NotThere />;
        const published = framework.versions.filter((one) => one.state === 'PUBLISHED');
        return (
          <div className={classes.stack}>
            {framework.draft ? (
              <div className={classes.calm}>
                <p>
                  {t('versions.draft')} <DateTimeText at={framework.draft.editedAt} />
                  {framework.draft.editedBy ? (
                    <>
                      {' · '}
                      <PersonName person={framework.draft.editedBy} />
                    </>
                  ) : null}
                </p>
                {sure ? (
                  <div className={classes.buttons}>
                    <span>{t('versions.discardSure')}</span>
                    <Button color="red" loading={discard.pending} onClick={() => void throwAway()}>
                      {t('versions.discardYes')}
                    </Button>
                    <Button variant="default" onClick={() => setSure(false)}>
                      {t('versions.discardNo')}
                    </Button>
                  </div>
                ) : (
                  <div>
                    <Button variant="default" onClick={() => setSure(true)}>
                      {t('versions.discard')}
                    </Button>
                  </div>
                )}
              </div>
            ) : null}
            {published.length === 0 ? (
              <EmptyState title={t('versions.none')} example={t('versions.noneExample')} />
            ) : (
              <List label={t('versions.title')}>
                {published.map((version) => (
                  <li key={version.id} className={classes.line}>
                    <div className={classes.grow}>
                      <span className={classes.name}>
                        {t('versions.number', { number: version.number })}
                      </span>
                      {version.publishedAt ? (
                        <span className={classes.note}>
                          <DateTimeText at={version.publishedAt} />
                        </span>
                      ) : null}
                      {version.note ? <p className={classes.prose}>{version.note}</p> : null}
                      {version.differences.length > 0 ? (
                        <details className={classes.details}>
                          <summary>
                            {t('versions.differences', { count: version.differences.length })}
                          </summary>
                          <ul className={classes.differences}>
                            {version.differences.map((one, index) => (
                              <li key={index}>{one}</li>
                            ))}
                          </ul>
                        </details>
                      ) : null}
                    </div>
                    <Button
                      component="a"
                      variant="default"
                      href={exportPath(framework.id, version.number)}
                      download
                      aria-label={t('versions.csvOf', { number: version.number })}
                    >
                      CSV
                    </Button>
                  </li>
                ))}
              </List>
            )}
            {published.length > 0 ? (
              <div className={classes.stack} data-gap="small">
                <Button
                  variant="default"
                  className={classes.own ?? ''}
                  onClick={() => void setRetired(!framework.retired)}
                >
                  {framework.retired ? t('versions.takeBack') : t('versions.retire')}
                </Button>
                <p className={classes.note}>{t('versions.retireHint')}</p>
              </div>
            ) : null}
          </div>
        );
      }}
    </Query>
  );
}
