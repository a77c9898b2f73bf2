import { screen, waitFor } from '@testing-library/react';
import { useLocation } from 'react-router';
import { expect, test } from 'vitest';
import { expectAccessible, show } from '@/test/render';
import { around, bo, me, mo } from '../test/kudos';
import { filterOf, searchOf } from './filter';
import { Filters } from './Filters';
import { EVERYTHING } from './store';

function Page() {
  const { search } = useLocation();
  return (
    <main>
      <Filters filter={filterOf(new URLSearchParams(search))} />
      <output>{search}</output>
    </main>
  );
}
const address = () => document.querySelector('output')?.textContent;
const answers = {
  FeedFilters: {
    ...around.FeedFilters,
    viewer: { __typename: 'Viewer', person: { ...me, directReportCount: 2, manager: mo } },
    person: bo,
  },
};

test('what a feed is kept to stands in the address, there and back', () => {
  const filter = { ...EVERYTHING, companyValueId: 'v=1', search: 'a & b' };
  expect(filterOf(new URLSearchParams(searchOf(filter)))).toEqual(filter);
  expect(filterOf(new URLSearchParams('following&team=t'))).toEqual({ ...EVERYTHING, following: true, managerId: 't' });
  expect(searchOf(EVERYTHING)).toBe('?');
});

test('words are looked for a moment after one has stopped typing, within what was chosen', async () => {
  const { user } = show(<Page />, { at: '/recognition?value=v1', answers });
  await user.type(screen.getByRole('searchbox'), 'launch');
  await waitFor(() => expect(address()).toBe('?value=v1&q=launch'));
  await user.click(screen.getByRole('link', { name: 'Whom I follow' }));
  expect(address()).toBe('?following=&q=launch');
  expect((screen.getByRole('searchbox') as HTMLInputElement).value).toBe('launch');
  await expectAccessible();
});

test('a team, the team one leads, and departments can be chosen', async () => {
  const { user } = show(<Page />, { at: '/recognition', answers });
  await screen.findByRole('option', { name: 'My team, led by Mo Diaz' });
  const where = screen.getByRole('combobox', { name: 'Where' });
  await user.selectOptions(where, 'The team I lead');
  expect(address()).toBe(`?team=${encodeURIComponent(me.id)}`);
  await user.selectOptions(where, screen.getByRole('option', { name: /Engineering/ }));
  expect(address()).toBe('?department=d1');
  await user.selectOptions(where, 'Whole company');
  expect(address()).toBe('');
});

test("somebody else's feed says whose it is, and leads back to everyone's", async () => {
  const { user } = show(<Page />, { at: `/recognition?person=${encodeURIComponent(bo.id)}`, answers });
  const chip = await screen.findByRole('link', { name: "Bo Chen: show everyone's again" });
  expect(chip.getAttribute('aria-current')).toBe('true');
  await expectAccessible();
  await user.click(chip);
  expect(address()).toBe('');
});
