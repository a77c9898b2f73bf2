import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes, useLocation } from 'react-router';
import { expect, test } from 'vitest';
import { ann, expectAccessible, person, show } from '@/test/render';
import { PageHeader } from '@/ui/PageHeader';
import { whomToThank } from './CommandPalette';
import { Layout } from './Layout';

function Here() {
  return <output>{useLocation().pathname}</output>;
}

const frame = (
  <Routes>
    <Route element={<Layout />}>
      <Route
        path="*"
        element={
          <>
            <PageHeader title="A page" />
            <Here />
          </>
        }
      />
    </Route>
  </Routes>
);

const answers = {
  PaletteSearch: {
    people: {
      __typename: 'PersonConnection',
      edges: [{ __typename: 'PersonEdge', node: person('Mo Diaz', 'Team lead') }],
    },
  },
  WhoToThank: { node: person('Mo Diaz', 'Team lead') },
};

test('the frame has its landmarks, its places, and a way past them', async () => {
  show(frame, { at: '/meetings/m1' });
  await screen.findByRole('heading', { level: 1 });
  const [side] = screen.getAllByRole('navigation', { name: 'Main' });
  const places = within(side as HTMLElement).getAllByRole('link');
  expect(places.map((link) => link.textContent)).not.toContain('Company');
  expect(within(side as HTMLElement).getByRole('link', { current: 'page' }).textContent).toBe('One-on-ones');
  expect(screen.getByRole('link', { name: 'Skip to the content' }).getAttribute('href')).toBe('#content');
  expect(document.title).toBe('A page · erm');
});

test('an administrator also has the company', async () => {
  show(frame, { session: { ...ann, isAdministrator: true } });
  const [side] = await screen.findAllByRole('navigation', { name: 'Main' });
  expect(within(side as HTMLElement).getByRole('link', { name: 'Company' })).toBeTruthy();
});

test('Ctrl-K finds a person and goes there, and the focus is on the heading', async () => {
  const { user } = show(frame, { answers });
  await screen.findByRole('heading', { level: 1 });
  await user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox');
  await user.type(field, 'mo d');
  await screen.findByRole('option', { name: /^Mo Diaz/ });
  await expectAccessible();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(document.querySelector('output')?.textContent).toMatch(/^\/people\/.+/));
  await waitFor(() => expect(document.activeElement?.tagName).toBe('H1'));
});

test('without a network it says so', async () => {
  const online = Object.getOwnPropertyDescriptor(Navigator.prototype, 'onLine');
  Object.defineProperty(Navigator.prototype, 'onLine', { configurable: true, get: () => false });
  try {
    show(frame);
    await screen.findByText(/You are offline/);
  } finally {
    if (online) Object.defineProperty(Navigator.prototype, 'onLine', online);
  }
});

test('whoever types "thank" and a name thanks them from where they are', async () => {
  const { user } = show(frame, { at: '/one-on-ones', answers });
  await screen.findByRole('heading', { level: 1 });
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox'), 'thank mo');
  await screen.findByRole('option', { name: /^Thank Mo Diaz/ });
  expect(screen.queryByRole('option', { name: /^Mo Diaz/ })).toBeNull();
  await expectAccessible();
  await user.keyboard('{Enter}');
  const dialog = await screen.findByRole('dialog', { name: 'Thank somebody' }, { timeout: 5000 });
  await within(dialog).findByText('Mo Diaz');
});

test('which words begin thanks', () => {
  expect(whomToThank('Thank  Ann', 'thank kudos')).toBe('Ann');
  expect(whomToThank('kudos', 'thank kudos')).toBe('');
  expect(whomToThank('thankful', 'thank kudos')).toBeNull();
  expect(whomToThank('Ann', 'thank kudos')).toBeNull();
});

test('how many thanks are new stands at Recognition', async () => {
  show(frame, { answers: { ...answers, UnreadKudos: { unreadKudos: 100 } } });
  const [side, bottom] = await screen.findAllByRole('link', { name: /(Recognition|Kudos) \(more than 99 new\)/ });
  expect(side?.textContent).toContain('99+');
  expect(bottom).toBeTruthy();
  await expectAccessible();
});
