import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FragmentType, graphql, unmask } from '@/gql';
import { FormError } from '@/ui/Form';
import { Section } from '@/ui/Section';
import classes from './access.module.css';
import { useSignIn } from './useSignIn';

export const DemoAccountsFragment = graphql(`
  fragment DemoAccounts_instance on Instance {
    demo
    demoAccounts {
      name
      email
      password
      role
    }
  }
`);

interface DemoAccountsProps {
  instance: FragmentType<typeof DemoAccountsFragment>;
  onSignedIn: () => void;
}

/** Who can be tried out in a demo; nothing elsewhere. */
export function DemoAccounts({ instance: masked, onSignedIn }: DemoAccountsProps) {
  const instance = unmask(DemoAccountsFragment, masked);
  const { t } = useTranslation('access');
  const signIn = useSignIn();
  if (!instance.demo || instance.demoAccounts.length === 0) return null;

  const passwords = new Set(instance.demoAccounts.map((account) => account.password));
  const common = passwords.size === 1 ? [...passwords][0] : undefined;

  const enter = async (email: string, password: string) => {
    const outcome = await signIn.run({ input: { email, password } });
    if (outcome.ok) onSignedIn();
  };

  return (
    <Section title={t('demo.title')} look="card">
      <p className={classes.text}>{t('demo.text')}</p>
      {common ? <p className={classes.text}>{t('demo.password', { password: common })}</p> : null}
      <FormError>{signIn.error()}</FormError>
      <ul className={classes.accounts}>
        {instance.demoAccounts.map((account) => (
          <li key={account.email} className={classes.account}>
            <span className={classes.grow}>
              <span className={classes.name}>{account.name}</span>
              <span className={classes.note}>{account.role}</span>
              <span className={classes.note}>
                {account.email}
                {common ? null : <> · {account.password}</>}
              </span>
            </span>
            <Button
              variant="light"
              disabled={signIn.pending}
              aria-label={t('demo.as', { name: account.name })}
              onClick={() => void enter(account.email, account.password)}
            >
              {t('signIn.do')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
