import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconArrowsExchange, IconLogout, IconSettings, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useClient } from 'urql';
import { graphql } from '@/gql';
import { LANGUAGES, setLanguage } from '@/lib/i18n';
import { keptPush } from '@/lib/keptPush';
import { paths } from '@/lib/paths';
import { useViewer } from '@/lib/session';
import { useCommand } from '@/lib/useCommand';
import { Face } from '@/ui/Face';
import { toast } from '@/ui/toast';
import classes from './AccountMenu.module.css';
import { useAccount } from './account';
import { bottomPlaces, placesFor } from './navigation';

const SignOut = graphql(`
  mutation SignOut($input: SignOutInput!) {
    signOut(input: $input) {
      ... on SignOutSuccess {
        signedOut
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

const SetMyLanguage = graphql(`
  mutation SetMyLanguage($input: UpdateMyProfileInput!) {
    updateMyProfile(input: $input) {
      ... on UpdateMyProfileSuccess {
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

const SCHEMES = [
  { value: 'light', label: 'menu.theme.light' },
  { value: 'dark', label: 'menu.theme.dark' },
  { value: 'auto', label: 'menu.theme.auto' },
] as const;

/** One's own face, top right: language, look, settings, the way out. */
export function AccountMenu() {
  const { t, i18n } = useTranslation('common');
  const viewer = useViewer();
  const navigate = useNavigate();
  const account = useAccount();
  const client = useClient();
  const signOut = useCommand(SignOut);
  const setMyLanguage = useCommand(SetMyLanguage);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const below = placesFor(viewer).filter((place) => !bottomPlaces.includes(place));

  const leave = async () => {
    if (keptPush.read()?.personId === viewer.personId) {
      // Afterwards the server would not take it. Nothing of this keeps anybody from leaving.
      await import('@/features/notifications/push/keep').then(
        ({ endPush }) => endPush(client, viewer.personId),
        (error: unknown) => console.warn('Messages of the browser could not be ended', error),
      );
    }
    const outcome = await signOut.run({ input: {} });
    if (!outcome.ok) {
      toast(outcome.refusal?.message ?? outcome.fault ?? '');
      return;
    }
    await navigate(paths.signIn);
    account.left();
  };

  const speak = async (language: (typeof LANGUAGES)[number]) => {
    await setLanguage(language);
    const outcome = await setMyLanguage.run({ input: { locale: language === 'ru' ? 'RU' : 'EN' } });
    if (!outcome.ok) toast(outcome.refusal?.message ?? outcome.fault ?? '');
  };

  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={t('menu.account')}>
          <Face id={viewer.personId} name={viewer.name} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{viewer.name}</Menu.Label>
        <Menu.Item
          component={Link}
          to={paths.person(viewer.personId)}
          leftSection={<IconUser size={18} />}
        >
          {t('menu.profile')}
        </Menu.Item>
        <Menu.Item
          component={Link}
          to={paths.handovers}
          leftSection={<IconArrowsExchange size={18} />}
        >
          {t('menu.handovers')}
        </Menu.Item>
        <Menu.Item component={Link} to={paths.settings} leftSection={<IconSettings size={18} />}>
          {t('menu.settings')}
        </Menu.Item>
        {below.map((place) => (
          <Menu.Item
            key={place.to}
            className={classes.phoneOnly ?? ''}
            component={Link}
            to={place.to}
            leftSection={<place.icon size={18} />}
          >
            {t(place.label)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('menu.language')}</Menu.Label>
        <Menu.RadioGroup
          value={i18n.language}
          onChange={(language) => void speak(language as (typeof LANGUAGES)[number])}
        >
          {LANGUAGES.map((language) => (
            <Menu.RadioItem key={language} value={language}>
              {t(`language.${language}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('menu.theme')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}
        >
          {SCHEMES.map((scheme) => (
            <Menu.RadioItem key={scheme.value} value={scheme.value}>
              {t(scheme.label)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => void leave()}>
          {t('menu.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
