import { expect, test } from 'vitest';
import { type Telltale, tracesOf } from './personal';

const ME = 'Ann Lee';

function kinds(text: string, own = ME): Telltale[] {
  return tracesOf(text, own).map((one) => one.kind);
}

test.each<[string, Telltale[]]>([
  ['Signed, Ann', ['self']],
  ['Write to me: ann.smith@example.org', ['contact', 'self'].toSorted() as Telltale[]],
  ['Call +49 170 123 45 67 if you like.', ['contact']],
  ['Ask @mo.diaz about it.', ['contact']],
  ['I think Mo Diaz never listens.', ['name']],
  ['My manager Theo cancels our meetings.', ['name']],
  ['As the only designer here I get everything.', ['alone']],
  ['I joined in March and nobody showed me round.', ['alone']],
  ['As a team lead I have no time.', ['alone']],
  ['Мне кажется, Мария Петрова не слушает.', ['name']],
  ['Наш руководитель Анна отменяет встречи.', ['name']],
  ['Я единственный тестировщик в отделе.', ['alone']],
  ['Как стажёр я не знаю, кого спросить.', ['alone']],
  ['Пишите мне: 8 912 345-67-89', ['contact']],
])('%s', (text, expected) => {
  expect(kinds(text).toSorted()).toEqual(expected);
});

test.each([
  'We need more time to think, and fewer meetings on Mondays.',
  'The office in New York is too warm. HR should know.',
  'Everything is fine.',
  'Release 2026-11-22 was late, and 40 bugs were left.',
  'Нужно больше света и меньше совещаний по понедельникам.',
  'В Нижнем Новгороде слишком жарко. Спасибо!',
  '',
])('nothing in “%s”', (text) => {
  expect(tracesOf(text, ME)).toEqual([]);
});

test('the words are shown, each once, three at most', () => {
  const [trace] = tracesOf('a@b.cd a@b.cd c@d.ef e@f.gh g@h.ij', ME);
  expect(trace?.words).toEqual(['a@b.cd', 'c@d.ef', 'e@f.gh']);
});

test('a long text is read in no time', () => {
  const long = 'As the only one '.repeat(250);
  const begun = performance.now();
  tracesOf(long, ME);
  expect(performance.now() - begun).toBeLessThan(200);
});
