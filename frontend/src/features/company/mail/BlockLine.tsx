import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { RelativeTime } from '@/ui/dates';
import { FormError } from '@/ui/Form';
import { PersonName } from '@/ui/PersonLine';
import { toast } from '@/ui/toast';
import classes from './mail.module.css';
import { useUnblockAddress } from './useMail';

export const BlockLineFragment = graphql(`
  fragment BlockLine_block on MailBlock {
    id
    address
    reason
    diagnostic
    since
    person {
      id
      ...PersonLine_person
    }
  }
`);

/** One address that gets no mail: whose, why, since when, what the server said. */
export function BlockLine({ block: masked }: { block: FragmentType<typeof BlockLineFragment> }) {
  const block = unmask(BlockLineFragment, masked);
  const { t } = useTranslation('mail');
  const unblock = useUnblockAddress();

  async function free() {
    const outcome = await unblock.run({ input: { id: block.id } });
    if (outcome.ok) toast(t('unblocked', { address: outcome.data.address }));
  }

  return (
    <li className={classes.line}>
      <span className={classes.grow}>
        <span className={classes.name}>{block.address}</span>
        <span className={classes.note}>
          {block.person ? (
            <>
              <PersonName person={block.person} />
              {' · '}
            </>
          ) : null}
          {t(`reason.${block.reason}`)}
          {' · '}
          <RelativeTime at={block.since} />
        </span>
        {block.diagnostic ? <span className={classes.said}>{block.diagnostic}</span> : null}
        <FormError>{unblock.error()}</FormError>
      </span>
      <Button
        variant="default"
        loading={unblock.pending}
        aria-label={t('unblockNamed', { address: block.address })}
        onClick={() => void free()}
      >
        {t('unblock')}
      </Button>
    </li>
  );
}
