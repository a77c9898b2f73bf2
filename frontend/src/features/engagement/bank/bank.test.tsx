import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import SurveyBankPage from '@/app/pages/SurveyBankPage';
import { ann, expectAccessible, show } from '@/test/render';

beforeEach(() => localStorage.clear());

const text = (en: string, ru = '') => ({ __typename: 'LocalizedText', en, ru });

const item = {
  __typename: 'SurveyItem',
  id: 'i1',
  kind: 'SCALE_5',
  text: 'I know what is expected of me.',
  help: '',
  labels: ['Not at all', 'Fully'],
  options: [],
  texts: text('I know what is expected of me.', 'Я знаю, чего от меня ждут.'),
  helps: text(''),
  labelTexts: [text('Not at all'), text('Fully')],
  optionTexts: [],
  driver: { __typename: 'SurveyDriver', id: 'd1', name: 'Clarity' },
  outcome: false,
  reversed: false,
  licence: 'Own wording',
  source: 'erm',
  languages: ['en', 'ru'],
  retired: false,
  version: 3,
  canEdit: true,
};
const outcome = {
  ...item,
  id: 'i2',
  kind: 'SCALE_11',
  text: 'I would recommend working here.',
  driver: null,
  outcome: true,
  languages: ['en'],
};
const driver = {
  __typename: 'SurveyDriver',
  id: 'd1',
  name: 'Clarity',
  description: 'Knowing what matters',
  names: text('Clarity', 'Ясность'),
  descriptions: text('Knowing what matters'),
  items: 1,
  version: 1,
  canEdit: true,
};
const hr = { ...ann, isHr: true };
const bank = { SurveyBank: { surveyItems: [item, outcome], surveyDrivers: [driver] } };

test('each question says how it is answered, its theme, licence and source', async () => {
  show(<SurveyBankPage />, { answers: bank, session: hr });
  await screen.findByText('I know what is expected of me.');
  const list = screen.getByRole('list', { name: 'Question bank' });
  expect(within(list).getAllByText('Own wording. Source: erm')).toHaveLength(2);
  expect(within(list).getByText('Scale of 5 points · Clarity')).toBeTruthy();
  expect(within(list).getByText('Scale from 0 to 10 · outcome · in one language only')).toBeTruthy();
  await expectAccessible();
});

test('it is found by word, theme and kind, and the choice stands in the address', async () => {
  const { user } = show(<SurveyBankPage />, { answers: bank, session: hr, at: '/engagement/bank?driver=outcome' });
  await screen.findByText('I would recommend working here.');
  expect(screen.queryByText('I know what is expected of me.')).toBeNull();
  await user.selectOptions(screen.getByRole('combobox', { name: 'Theme' }), 'd1');
  await screen.findByText('I know what is expected of me.');
  await user.click(screen.getByRole('searchbox'));
  await user.paste('zebra');
  await screen.findByText('No question with these words');
});

test('a question goes with its licence and source, and an own word for each end', async () => {
  const { user, sent } = show(<SurveyBankPage />, {
    session: hr,
    answers: {
      ...bank,
      SaveSurveyItem: {
        saveSurveyItem: {
          __typename: 'SaveSurveyItemSuccess',
          item: { __typename: 'SurveyItem', id: 'i3', version: 1 },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'New question' }));
  const dialog = await screen.findByRole('dialog');
  const save = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save' });
  await user.click(within(dialog).getAllByRole('textbox', { name: 'English' })[0] as HTMLElement);
  await user.paste('I can focus.');
  expect(save.disabled).toBe(true);
  await user.click(within(dialog).getByRole('textbox', { name: /Licence/ }));
  await user.paste('Own wording');
  await user.click(within(dialog).getByRole('textbox', { name: /Source/ }));
  await user.paste('Kelvane');
  await expectAccessible();
  await user.click(save);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const input = sent.find((one) => one.operationName === 'SaveSurveyItem')?.variables['input'];
  expect(input).toMatchObject({
    itemId: null,
    kind: 'SCALE_5',
    texts: { en: 'I can focus.', ru: '' },
    labels: [],
    options: [],
    licence: 'Own wording',
    source: 'Kelvane',
  });
});

test('a question is put away and can be brought back at once', async () => {
  const { user, sent } = show(<SurveyBankPage />, {
    session: hr,
    answers: {
      ...bank,
      RetireSurveyItem: {
        retireSurveyItem: {
          __typename: 'RetireSurveyItemSuccess',
          item: { __typename: 'SurveyItem', id: 'i1', retired: true },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: /^Put away: I know/ }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(
      sent.filter((one) => one.operationName === 'RetireSurveyItem').map((one) => one.variables),
    ).toEqual([{ input: { itemId: 'i1', retired: true } }, { input: { itemId: 'i1', retired: false } }]),
  );
});

test('a theme is renamed with the version that was read', async () => {
  const { user, sent } = show(<SurveyBankPage />, {
    session: hr,
    answers: {
      ...bank,
      SaveSurveyDriver: {
        saveSurveyDriver: {
          __typename: 'SaveSurveyDriverSuccess',
          driver: { __typename: 'SurveyDriver', id: 'd1', version: 2, retired: false },
        },
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Edit the theme Clarity' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent.find((one) => one.operationName === 'SaveSurveyDriver')?.variables['input']).toMatchObject({
    driverId: 'd1',
    version: 1,
    retired: false,
  });
});

test('it is nothing to see for anybody else', async () => {
  const { sent } = show(<SurveyBankPage />);
  await screen.findByText('Nothing to see here');
  expect(sent).toEqual([]);
});
