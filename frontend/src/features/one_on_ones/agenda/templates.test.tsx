import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { expectAccessible, show } from '@/test/render';
import TemplatesDialog from './TemplatesDialog';

const template = (more: Record<string, unknown>) => ({
  __typename: 'AgendaTemplate',
  id: 'weekly',
  key: 'weekly',
  name: 'Every week',
  description: 'The short one.',
  builtIn: true,
  version: 1,
  points: [
    { __typename: 'AgendaTemplatePoint', body: 'How are you?', recurring: true },
    { __typename: 'AgendaTemplatePoint', body: 'What is in the way?', recurring: false },
  ],
  ...more,
});
const own = template({
  id: 'own1',
  key: 'own1',
  name: 'My own',
  description: '',
  builtIn: false,
  points: [{ __typename: 'AgendaTemplatePoint', body: 'The release', recurring: false }],
});
const TEMPLATES = {
  AgendaTemplates: { viewer: { __typename: 'Viewer', agendaTemplates: [template({}), own] } },
};
const PRESENT = [{ body: 'Budget', recurring: true }];
const dialog = <TemplatesDialog meetingId="m1" present={PRESENT} onClose={() => {}} />;

test('a template shows its points before they are added', async () => {
  const { sent, user } = show(dialog, {
    answers: {
      ...TEMPLATES,
      ApplyAgendaTemplate: {
        applyAgendaTemplate: {
          __typename: 'ApplyAgendaTemplateSuccess',
          added: 1,
          meeting: { __typename: 'OneOnOneMeeting', id: 'm1' },
        },
      },
    },
  });
  await user.click(await screen.findByRole('radio', { name: 'Every week' }));
  const preview = screen.getByRole('region', { name: 'Points of “Every week”' });
  expect(within(preview).getAllByRole('listitem').map((one) => one.textContent)).toEqual([
    'How are you? every time',
    'What is in the way?',
  ]);
  expect(within(preview).queryByRole('button', { name: 'Delete' })).toBeNull();
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Add 2 points' }));
  await screen.findByText('1 point added.');
  expect(sent.find((one) => one.operationName === 'ApplyAgendaTemplate')?.variables).toEqual({
    input: { meetingId: 'm1', templateId: 'weekly' },
  });
});

const SAVED = {
  saveAgendaTemplate: {
    __typename: 'SaveAgendaTemplateSuccess',
    template: { __typename: 'AgendaTemplate', id: 'own2', version: 1 },
  },
};

test('the points that stand there are kept as a template of one’s own', async () => {
  const { sent, user } = show(dialog, { answers: { ...TEMPLATES, SaveAgendaTemplate: SAVED } });
  await user.click(await screen.findByRole('button', { name: 'Keep the present points as a template' }));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Ours');
  await user.click(screen.getByRole('button', { name: 'Add a point' }));
  await user.type(screen.getByRole('textbox', { name: 'Point 2' }), 'Holidays');
  await expectAccessible();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Kept: Ours');
  expect(sent.find((one) => one.operationName === 'SaveAgendaTemplate')?.variables).toEqual({
    input: {
      id: null,
      version: null,
      name: 'Ours',
      points: [
        { body: 'Budget', recurring: true },
        { body: 'Holidays', recurring: false },
      ],
    },
  });
});

test('a deleted template can be had back', async () => {
  const { sent, user } = show(dialog, {
    answers: {
      ...TEMPLATES,
      DeleteAgendaTemplate: {
        deleteAgendaTemplate: { __typename: 'DeleteAgendaTemplateSuccess', deletedId: 'own1' },
      },
      SaveAgendaTemplate: SAVED,
    },
  });
  await user.click(await screen.findByRole('radio', { name: /My own/ }));
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(sent.find((one) => one.operationName === 'SaveAgendaTemplate')?.variables).toEqual({
      input: { name: 'My own', points: [{ body: 'The release', recurring: false }] },
    }),
  );
});
