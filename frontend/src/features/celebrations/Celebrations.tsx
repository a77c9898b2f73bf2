import { IconConfetti } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { List } from '@/ui/List';
import { Query } from '@/ui/Query';
import { Section } from '@/ui/Section';
import { Stack } from '@/ui/Stack';
import { EmptyState } from '@/ui/states';
import { CelebrationLine } from './CelebrationLine';
import classes from './celebrations.module.css';

const CelebrationList = graphql(`
  query CelebrationList {
    celebrations(days: 7) {
      id
      today
      delivered
      forViewer
      ...CelebrationLine_celebration
    }
    recognitionSettings {
      celebrationsEnabled
    }
  }
`);

const KEEP = { keep: true };

/** Days of colleagues from today to a week ahead, and the cards that the viewer was given. */
export function Celebrations() {
  const { t } = useTranslation('celebrations');
  const result = useQuery({ query: CelebrationList, context: KEEP });
  const choice = (
    <p className={classes.note}>
      {t('choice.lead')} <Link to={`${paths.settings}#celebrations`}>{t('choice.open')}</Link>
    </p>
  );
  return (
    <Query result={result}>
      {({ celebrations, recognitionSettings }) => {
        const groups = [
          ['mine', celebrations.filter((one) => one.forViewer)],
          ['today', celebrations.filter((one) => !one.forViewer && one.today)],
          ['soon', celebrations.filter((one) => !one.forViewer && !one.today)],
        ] as const;
        if (!recognitionSettings.celebrationsEnabled && celebrations.length === 0) {
          return <EmptyState title={t('off')} example={t('offExample')} />;
        }
        return (
          <Stack gap={28}>
            {celebrations.length === 0 ? (
              <EmptyState
                icon={<IconConfetti size={32} stroke={1.5} />}
                title={t('none')}
                example={t('noneExample')}
              />
            ) : null}
            {groups.map(([group, days]) =>
              days.length > 0 ? (
                <Section key={group} title={t(`group.${group}`)}>
                  <List label={t(`group.${group}`)}>
                    {days.map((one) => (
                      <CelebrationLine key={one.id} celebration={one} />
                    ))}
                  </List>
                </Section>
              ) : null,
            )}
            {choice}
          </Stack>
        );
      }}
    </Query>
  );
}
