import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconFlag } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { RelativeTime } from '@/ui/dates';
import { PersonLine } from '@/ui/PersonLine';
import classes from './celebrations.module.css';

const ReportSignatureDialog = lazy(() => import('./ReportSignatureDialog'));

export const SignatureFragment = graphql(`
  fragment Signature_signature on CardSignature {
    id
    message
    createdAt
    hidden
    hiddenReason
    canReport
    author {
      id
      name
      ...PersonLine_person
    }
  }
`);

interface SignatureProps {
  signature: FragmentType<typeof SignatureFragment>;
  /** What its author can do with it. */
  onEdit?: (() => void) | undefined;
  onWithdraw?: (() => void) | undefined;
}

/** One line on a card, with whoever wrote it. */
export function Signature({ signature: masked, onEdit, onWithdraw }: SignatureProps) {
  const signature = unmask(SignatureFragment, masked);
  const { t } = useTranslation('celebrations');
  const [reporting, setReporting] = useState(false);
  const { name } = signature.author;
  return (
    <li className={classes.signature} data-hidden={signature.hidden || undefined}>
      <p className={classes.message}>{signature.message}</p>
      {signature.hidden ? (
        <p className={classes.hidden}>
          {t('signature.hidden', { reason: signature.hiddenReason ?? '' })}
        </p>
      ) : null}
      <div className={classes.signatureFoot}>
        <PersonLine
          person={signature.author}
          size="sm"
          note={<RelativeTime at={signature.createdAt} />}
        />
        {signature.canReport ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={44}
                aria-label={t('signature.more', { name })}
              >
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconFlag size={18} />} onClick={() => setReporting(true)}>
                {t('signature.reportShort')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </div>
      {onEdit || onWithdraw ? (
        <div className={classes.acts}>
          {onEdit ? (
            <Button variant="default" onClick={onEdit}>
              {t('signature.edit')}
            </Button>
          ) : null}
          {onWithdraw ? (
            <Button variant="subtle" color="gray" onClick={onWithdraw}>
              {t('signature.withdraw')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {reporting ? (
        <Suspense fallback={null}>
          <ReportSignatureDialog
            signatureId={signature.id}
            name={name}
            onClose={() => setReporting(false)}
          />
        </Suspense>
      ) : null}
    </li>
  );
}
