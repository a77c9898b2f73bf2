import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { useCommand } from '@/lib/useCommand';
import { Form, FormActions, FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import classes from './access.module.css';

export const PasswordSettingsFragment = graphql(`
  fragment PasswordSettings_viewer on Viewer {
    hasPassword
  }
`);

const SetPassword = graphql(`
  mutation SetPassword($input: SetPasswordInput!) {
    setPassword(input: $input) {
      ... on SetPasswordSuccess {
        viewer {
          hasPassword
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

interface PasswordSettingsProps {
  viewer: FragmentType<typeof PasswordSettingsFragment>;
  minimumLength: number;
}

/** Sets or changes the password. Passwords are never kept as drafts. */
export function PasswordSettings({ viewer: masked, minimumLength }: PasswordSettingsProps) {
  const { hasPassword } = unmask(PasswordSettingsFragment, masked);
  const { t } = useTranslation('access');
  const command = useCommand(SetPassword);
  const [current, setCurrent] = useState('');
  const [wanted, setWanted] = useState('');

  const send = async () => {
    const outcome = await command.run({
      input: { currentPassword: hasPassword ? current : null, newPassword: wanted },
    });
    if (!outcome.ok) return;
    setCurrent('');
    setWanted('');
    toast(t('password.done'));
  };

  return (
    <Section title={t('password.title')} look="card">
      <p className={classes.text}>{hasPassword ? t('password.set') : t('password.none')}</p>
      <Form label={t('password.title')} onSubmit={() => void send()}>
        <div className={classes.fields}>
          {hasPassword ? (
            <PasswordInput
              size="md"
              label={t('password.current')}
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-label': t('password.toggle') }}
              value={current}
              onChange={(event) => setCurrent(event.currentTarget.value)}
              error={command.fieldError('currentPassword')}
            />
          ) : null}
          <PasswordInput
            size="md"
            label={t('password.new')}
            description={t('password.newNote', { count: minimumLength })}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('password.toggle') }}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
            error={command.fieldError('newPassword')}
          />
        </div>
        <FormError>{command.error('currentPassword', 'newPassword')}</FormError>
        <FormActions>
          <Button type="submit" variant="default" loading={command.pending} disabled={!wanted}>
            {t('password.do')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}
