import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { graphql } from '@/gql';
import { paths } from '@/lib/paths';
import { useCommand } from '@/lib/useCommand';
import { FormError } from '@/ui/Form';
import classes from './access.module.css';

const RedeemSignInLinkDocument = graphql(`
  mutation RedeemSignInLink($input: RedeemSignInLinkInput!) {
    redeemSignInLink(input: $input) {
      ... on RedeemSignInLinkSuccess {
        viewer {
          locale
        }
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

/** The other end of the e-mailed link: a button, because a scanner of mail only looks. */
export function RedeemSignInLink({ token, onSignedIn }: { token: string; onSignedIn: () => void }) {
  const { t } = useTranslation('access');
  const redeem = useCommand(RedeemSignInLinkDocument, { quiet: true });
  const failed = redeem.error();

  const send = async () => {
    const outcome = await redeem.run({ input: { token } });
    if (outcome.ok) onSignedIn();
  };

  return (
    <>
      <p className={classes.text}>{failed ? null : t('link.text')}</p>
      <FormError>{failed}</FormError>
      {redeem.refusal ? (
        <Button component={Link} to={`${paths.signIn}?by=link`} size="md" fullWidth mt="md">
          {t('link.new')}
        </Button>
      ) : (
        <Button size="md" fullWidth mt="md" loading={redeem.pending} onClick={() => void send()}>
          {t('link.do')}
        </Button>
      )}
    </>
  );
}
