import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';
import { useDates } from '@/ui/dates';
import classes from '../competencies.module.css';

export const FrameworkLineFragment = graphql(`
  fragment FrameworkLine_framework on CompetencyFramework {
    id
    name
    description
    retired
    peopleCount
    published {
      id
      number
      publishedAt
      families {
        key
        competencies {
          key
        }
      }
      tracks {
        key
        name
        levels {
          key
        }
      }
    }
    draft {
      id
      editedAt
    }
  }
`);

/** A framework in a list: what it is for, how much it holds, where it stands. */
export function FrameworkLine({
  framework: masked,
}: {
  framework: FragmentType<typeof FrameworkLineFragment>;
}) {
  const framework = unmask(FrameworkLineFragment, masked);
  const { t } = useTranslation('competencies');
  const dates = useDates();
  const { published, draft } = framework;
  const competencies = (published?.families ?? []).flatMap((family) => family.competencies).length;
  const facts = [
    published ? t('framework.competencies', { count: competencies }) : null,
    published && published.tracks.length > 0
      ? published.tracks.map((track) => track.name).join(', ')
      : null,
    framework.peopleCount === null ? null : t('framework.people', { count: framework.peopleCount }),
    published?.publishedAt
      ? t('framework.publishedOn', { number: published.number, date: dates.shortDay(published.publishedAt) })
      : null,
  ].filter((one) => one !== null);
  return (
    <li className={classes.line}>
      <div className={classes.grow}>
        <Link className={classes.name} to={published ? paths.framework(framework.id) : paths.frameworkPart(framework.id, 'words')}>
          {framework.name}
        </Link>
        {framework.description ? <p className={classes.note}>{framework.description}</p> : null}
        {facts.length > 0 ? <p className={classes.note}>{facts.join(' · ')}</p> : null}
      </div>
      <div className={classes.marks}>
        {framework.retired ? <span className={classes.mark}>{t('framework.retired')}</span> : null}
        {published ? null : <span className={classes.mark}>{t('framework.unpublished')}</span>}
        {published && draft ? (
          <span className={classes.mark} data-tone="accent">
            {t('framework.draftOpen')}
          </span>
        ) : null}
      </div>
    </li>
  );
}
