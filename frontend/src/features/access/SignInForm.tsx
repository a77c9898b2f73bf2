import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form, FormError } from '@/ui/Form';
import { useSignIn } from './useSignIn';

interface SignInFormProps {
  onSignedIn: () => void;
  email: string;
  onEmail: (email: string) => void;
}

/** E-mail and password. A wrong one says no more than that the two do not fit. */
export function SignInForm({ onSignedIn, email, onEmail }: SignInFormProps) {
  const { t } = useTranslation('access');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();

  const send = async () => {
    const outcome = await signIn.run({ input: { email: email.trim(), password } });
    if (outcome.ok) onSignedIn();
  };

  return (
    <Form label={t('signIn.title')} onSubmit={() => void send()}>
      <TextInput
        type="email"
        size="md"
        label={t('signIn.email')}
        autoComplete="username"
        autoFocus
        value={email}
        onChange={(event) => onEmail(event.currentTarget.value)}
        error={signIn.fieldError('email')}
      />
      <PasswordInput
        size="md"
        label={t('signIn.password')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('password.toggle') }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={signIn.fieldError('password')}
      />
      <FormError>{signIn.error('email', 'password')}</FormError>
      <Button type="submit" size="md" fullWidth loading={signIn.pending}>
        {t('signIn.do')}
      </Button>
    </Form>
  );
}
