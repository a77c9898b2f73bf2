import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type FragmentType, graphql, unmask } from '@/gql';
import { paths } from '@/lib/paths';

export const PersonActionsFragment = graphql(`
  fragment PersonActions_person on Person {
    id
    givenName
    isViewer
    hasLeft
    canStartSeries
    canDraftPlan
    series {
      id
      current {
        id
      }
    }
  }
`);

/** What the viewer can do with this person; the likeliest is the primary one. */
export function PersonActions({ person: masked }: { person: FragmentType<typeof PersonActionsFragment> }) {
  const person = unmask(PersonActionsFragment, masked);
  const { t } = useTranslation('people');
  if (person.isViewer) return null;
  const meeting = person.series?.current;
  return (
    <>
      {person.hasLeft ? null : (
        <>
          <Button variant="default" component={Link} to={paths.giveFeedback(person.id)}>
            {t('do.feedback')}
          </Button>
          <Button variant="default" component={Link} to={paths.giveKudos(person.id)}>
            {t('do.thank')}
          </Button>
          {person.canDraftPlan ? (
            <Button variant="default" component={Link} to={paths.draftPlan(person.id)}>
              {t('do.plan')}
            </Button>
          ) : null}
          {meeting ? (
            <Button component={Link} to={paths.meeting(meeting.id)}>
              {t('do.meeting')}
            </Button>
          ) : person.canStartSeries ? (
            <Button component={Link} to={paths.startSeries(person.id)}>
              {t('do.meet')}
            </Button>
          ) : null}
        </>
      )}
    </>
  );
}
