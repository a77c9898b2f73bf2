import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { RelativeTime } from '@/ui/dates';
import { Markdown } from '@/ui/Markdown';
import { PersonLine } from '@/ui/PersonLine';
import { ValueChip } from '@/ui/ValueMark';
import classes from './awards.module.css';

export const NominationFragment = graphql(`
  fragment Nomination_nomination on AwardNomination {
    id
    reason
    createdAt
    canEdit
    companyValue {
      id
      name
      color
      icon
    }
    nominee {
      id
      name
      ...PersonLine_person
    }
    author {
      id
      ...PersonLine_person
    }
  }
`);

interface NominationProps {
  nomination: FragmentType<typeof NominationFragment>;
  /** Who stands over it: whom it is about, or who wrote it. */
  by: 'nominee' | 'author';
  onEdit?: () => void;
  onWithdraw?: () => void;
}

/** Why somebody should have an award. */
export function Nomination({ nomination: masked, by, onEdit, onWithdraw }: NominationProps) {
  const nomination = unmask(NominationFragment, masked);
  const { t } = useTranslation(['awards', 'common']);
  const { name } = nomination.nominee;
  return (
    <li className={classes.nomination}>
      <div className={classes.nominationHead}>
        <PersonLine
          person={nomination[by]}
          size="sm"
          note={<RelativeTime at={nomination.createdAt} />}
        />
        <ValueChip plain value={nomination.companyValue} />
      </div>
      <div className={classes.reason}>
        <Markdown>{nomination.reason}</Markdown>
      </div>
      {nomination.canEdit && (onEdit || onWithdraw) ? (
        <div className={classes.acts}>
          {onEdit ? (
            <Button variant="default" aria-label={t('nomination.editOf', { name })} onClick={onEdit}>
              {t('common:action.edit')}
            </Button>
          ) : null}
          {onWithdraw ? (
            <Button
              variant="subtle"
              color="gray"
              aria-label={t('nomination.withdrawOf', { name })}
              onClick={onWithdraw}
            >
              {t('nomination.withdraw')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
