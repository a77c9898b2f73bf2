import { IconStairsUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { Section } from '@/ui/Section';
import { EmptyState } from '@/ui/states';
import classes from '../competencies.module.css';
import { levelTitle } from '../levels/levelTitle';

export const CareerPathFragment = graphql(`
  fragment CareerPath_path on CareerPath {
    current {
      id
      name
      trackName
    }
    next {
      level {
        id
        name
        trackName
      }
      asks {
        competency {
          id
          name
        }
        now
        next
        isNew
        changed
      }
    }
  }
`);

/** What each level that one can go to asks, which the present one does not. */
export function CareerPath({ path: masked }: { path: FragmentType<typeof CareerPathFragment> }) {
  const path = unmask(CareerPathFragment, masked);
  const { t } = useTranslation('competencies');
  if (path.next.length === 0) {
    return (
      <EmptyState
        icon={<IconStairsUp size={32} stroke={1.5} />}
        title={t('path.top', { level: path.current.name })}
        example={t('path.topExample')}
      />
    );
  }
  return (
    <div className={classes.stack}>
      {path.next.map(({ level, asks }) => {
        const different = asks.filter((ask) => ask.isNew || ask.changed);
        const same = asks.filter((ask) => !ask.isNew && !ask.changed);
        return (
          <Section key={level.id} title={levelTitle(level)} look="card">
            {different.length === 0 ? <p className={classes.note}>{t('path.nothingNew')}</p> : null}
            <ul className={classes.asks}>
              {different.map((ask) => (
                <li key={ask.competency.id} className={classes.ask}>
                  <h3 className={classes.competencyName}>
                    {ask.competency.name}
                    {ask.isNew ? (
                      <span className={classes.mark} data-tone="accent">
                        {t('path.new')}
                      </span>
                    ) : null}
                  </h3>
                  <div className={classes.nowAndNext}>
                    {ask.isNew ? null : (
                      <div>
                        <span className={classes.levelName}>
                          {t('path.now', { level: path.current.name })}
                        </span>
                        <p className={classes.prose} data-quiet>
                          {ask.now}
                        </p>
                      </div>
                    )}
                    <div>
                      <span className={classes.levelName}>{t('path.then', { level: level.name })}</span>
                      <p className={classes.prose}>{ask.next}</p>
                    </div>
                  </div>
                </li>
              ))}
            </ul>
            {same.length > 0 ? (
              <details className={classes.details}>
                <summary>{t('path.same', { count: same.length })}</summary>
                <ul className={classes.differences}>
                  {same.map((ask) => (
                    <li key={ask.competency.id}>
                      <strong>{ask.competency.name}.</strong> {ask.next}
                    </li>
                  ))}
                </ul>
              </details>
            ) : null}
          </Section>
        );
      })}
    </div>
  );
}
