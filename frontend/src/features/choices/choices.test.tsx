import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import RecognitionSettingsPage from '@/app/pages/RecognitionSettingsPage';
import { ann, expectAccessible, show } from '@/test/render';

const hana = { ...ann, isHr: true };
const settings = {
  __typename: 'RecognitionSettings',
  valueRequired: false,
  pointsEnabled: false,
  allowance: 100,
  giftMaximum: null,
  leaderboardEnabled: false,
  celebrationsEnabled: true,
  blockedWords: ['useless'],
  version: 4,
};
const value = (id: string, name: string, more: Record<string, unknown> = {}) => ({
  __typename: 'CompanyValue',
  id,
  name,
  description: `What ${name} means.`,
  color: 'teal',
  icon: 'star',
  position: 0,
  retired: false,
  version: 2,
  kudosCount: 12,
  ...more,
});
const answers = {
  RecognitionTabs: { viewer: null, recognitionSettings: settings },
  RecognitionSettingsForm: { recognitionSettings: settings },
  AllCompanyValues: {
    allCompanyValues: [
      value('v1', 'Say it early'),
      value('v2', 'Leave it easier'),
      value('v3', 'Move fast', { retired: true }),
    ],
  },
};

test('values in use and retired ones stand apart, with how often they were named', async () => {
  show(<RecognitionSettingsPage />, { session: hana, answers });
  expect(await screen.findByText('Say it early')).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Retired' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Use Move fast again' })).toBeTruthy();
  expect(screen.getAllByText('12 public thanks')).toHaveLength(3);
  await expectAccessible();
});

test('the order is moved by buttons and sent as a whole', async () => {
  const { sent, user } = show(<RecognitionSettingsPage />, {
    session: hana,
    answers: {
      ...answers,
      OrderCompanyValues: { orderCompanyValues: { __typename: 'OrderCompanyValuesSuccess', values: [] } },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Move Leave it easier up' }));
  expect(sent.find((one) => one.operationName === 'OrderCompanyValues')?.variables).toEqual({
    input: { valueIds: ['v2', 'v1'] },
  });
  expect(screen.getByRole('button', { name: 'Move Say it early up' })).toHaveProperty(
    'disabled',
    true,
  );
});

test('a value is changed with its colour and its sign', async () => {
  const { sent, user } = show(<RecognitionSettingsPage />, {
    session: hana,
    answers: {
      ...answers,
      SaveCompanyValue: {
        saveCompanyValue: {
          __typename: 'SaveCompanyValueSuccess',
          value: { __typename: 'CompanyValue', id: 'v1', name: 'Say it at once' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Change Say it early' }));
  const dialog = await screen.findByRole('dialog');
  const name = within(dialog).getByRole('textbox', { name: /Name/ });
  await user.clear(name);
  await user.type(name, 'Say it at once');
  await user.click(within(dialog).getByRole('radio', { name: 'Orange' }));
  await user.click(within(dialog).getByRole('radio', { name: 'Speech bubble' }));
  await expectAccessible();
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(sent.find((one) => one.operationName === 'SaveCompanyValue')?.variables).toEqual({
    input: {
      valueId: 'v1',
      version: 2,
      name: 'Say it at once',
      description: 'What Say it early means.',
      color: 'orange',
      icon: 'message',
    },
  });
});

test('settings go as a whole, with no maximum where the field is empty', async () => {
  const { sent, user } = show(<RecognitionSettingsPage />, {
    session: hana,
    answers: {
      ...answers,
      EditRecognitionSettings: {
        editRecognitionSettings: {
          __typename: 'EditRecognitionSettingsSuccess',
          settings: { __typename: 'RecognitionSettings', version: 5 },
        },
      },
    },
  });
  await user.click(await screen.findByRole('switch', { name: /Points/ }));
  const allowance = screen.getByRole('spinbutton', { name: /Points to give/ });
  await user.clear(allowance);
  await user.type(allowance, '60');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(sent.find((one) => one.operationName === 'EditRecognitionSettings')?.variables).toEqual({
    input: {
      valueRequired: false,
      celebrationsEnabled: true,
      leaderboardEnabled: false,
      pointsEnabled: true,
      allowance: 60,
      giftMaximum: null,
      noGiftMaximum: true,
      blockedWords: ['useless'],
      version: 4,
    },
  });
});

test('who is not HR sees no settings', () => {
  show(<RecognitionSettingsPage />, { answers });
  expect(screen.getByText('Nothing to see here')).toBeTruthy();
});
