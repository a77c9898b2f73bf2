import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useThanking } from '@/lib/thanking';
import { useCommand } from '@/lib/useCommand';
import { useDates } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './ThanksNudge.module.css';

export const ThanksNudgeFragment = graphql(`
  fragment ThanksNudge_nudge on ThanksNudge {
    id
    since
    helpers {
      reason
      person {
        id
        name
        ...PersonLine_person
      }
    }
  }
`);

const DismissThanksNudge = graphql(`
  mutation DismissThanksNudge($input: DismissThanksNudgeInput!) {
    dismissThanksNudge(input: $input) {
      ... on DismissThanksNudgeSuccess {
        dismissedId
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

/** Who helped lately and was not thanked; a hint that can be put away. */
export function ThanksNudge({ nudge: masked }: { nudge: FragmentType<typeof ThanksNudgeFragment> }) {
  const nudge = unmask(ThanksNudgeFragment, masked);
  const { t } = useTranslation('home');
  const dates = useDates();
  const { open } = useThanking();
  const dismiss = useCommand(DismissThanksNudge);

  async function putAway() {
    const outcome = await dismiss.run({ input: { nudgeId: nudge.id } });
    if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
  }

  return (
    <Section title={t('nudge.title')}>
      <div className={classes.nudge}>
        <p>{nudge.since ? t('nudge.since', { date: dates.date(nudge.since) }) : t('nudge.never')}</p>
        <ul className={classes.helpers}>
          {nudge.helpers.map(({ person, reason }) => (
            <li key={person.id} className={classes.helper}>
              <PersonLine person={person} note={reason} />
              <Button
                variant="light"
                color="amber"
                aria-label={t('nudge.thankWho', { name: person.name })}
                onClick={() => open(person.id)}
              >
                {t('nudge.thank')}
              </Button>
            </li>
          ))}
        </ul>
        <Button
          className={classes.away ?? ''}
          variant="subtle"
          color="gray"
          size="compact-sm"
          loading={dismiss.pending}
          onClick={() => void putAway()}
        >
          {t('nudge.away')}
        </Button>
      </div>
    </Section>
  );
}
