import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { Form, FormError } from '@/ui/Form';
import classes from './access.module.css';

const RequestSignInLink = graphql(`
  mutation RequestSignInLink($input: RequestSignInLinkInput!) {
    requestSignInLink(input: $input) {
      ... on RequestSignInLinkSuccess {
        validMinutes
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

interface SignInLinkFormProps {
  email: string;
  onEmail: (email: string) => void;
  mailIsLocal: boolean;
}

/** Asks for a link by mail. Whether the address is known, the answer is the same. */
export function SignInLinkForm({ email, onEmail, mailIsLocal }: SignInLinkFormProps) {
  const { t } = useTranslation('access');
  const request = useCommand(RequestSignInLink, { quiet: true });
  const [sent, setSent] = useState<{ email: string; minutes: number }>();

  const send = async () => {
    const address = email.trim();
    const outcome = await request.run({ input: { email: address } });
    if (outcome.ok) setSent({ email: address, minutes: outcome.data.validMinutes });
  };

  if (sent) {
    return (
      <div className={classes.notice} role="status">
        <p>{t('signIn.linkSent', { email: sent.email, count: sent.minutes })}</p>
        {mailIsLocal ? <p>{t('signIn.mailIsLocal')}</p> : null}
      </div>
    );
  }
  return (
    <Form label={t('signIn.sendLink')} onSubmit={() => void send()}>
      <TextInput
        type="email"
        size="md"
        label={t('signIn.email')}
        autoComplete="username"
        autoFocus
        value={email}
        onChange={(event) => onEmail(event.currentTarget.value)}
        error={request.fieldError('email')}
      />
      <FormError>{request.error('email')}</FormError>
      <Button type="submit" size="md" fullWidth loading={request.pending}>
        {t('signIn.sendLink')}
      </Button>
    </Form>
  );
}
