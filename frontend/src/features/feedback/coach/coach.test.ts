import { describe, expect, test } from 'vitest';
import { type Occasion, type Rule, type Texts, coach } from './coach';
import { phrase, wordsOf } from './words';

/** What is marked, or `true` where the rule is about something that is missing, or `false`. */
type Row = [text: string, rule: Rule, marked: string | boolean];

const ENGLISH: Row[] = [
  ['Good job!', 'short', true],
  ['You were really great, thanks a lot.', 'short', true],
  ['You let support speak first.', 'short', true],
  ['On Monday you let the customer finish, and they told us what hurt.', 'short', false],
  ['In the call on 3 May you asked who would own the fix.', 'short', false],
  ['   ', 'short', false],

  ['You are lazy about tests.', 'person', 'You are lazy'],
  ["You're just so disorganised.", 'person', "You're just so disorganised"],
  ['You are a natural.', 'person', 'You are a natural'],
  ['He is very talented.', 'person', 'He is very talented'],
  ['She seems insecure in front of customers.', 'person', 'She seems insecure'],
  ['You have a bad attitude.', 'person', 'You have a bad attitude'],
  ['You lack confidence.', 'person', 'You lack confidence'],
  ['You were rude to the vendor.', 'person', 'You were rude'],
  ['Your personality gets in the way.', 'person', 'Your personality'],
  ["You don't care about deadlines.", 'person', "You don't care"],
  ['You are the kind of person who gives up.', 'person', 'the kind of person who'],
  ['You were quiet in the meeting and let Sam finish.', 'person', false],
  ['You are right about the index.', 'person', false],
  ['You are a great fit for the incident team.', 'person', false],
  ['You are the only person who reads the logs.', 'person', false],
  ['The plan is brilliant.', 'person', false],
  ['Sam told me: “you are so lazy, it hurts”.', 'person', false],
  ['You asked for the numbers. Lazy loading was on.', 'person', false],

  ['You always interrupt me.', 'absolute', 'always'],
  ['You never answer in the thread.', 'absolute', 'never'],
  ['This happens all the time.', 'absolute', 'all the time'],
  ['It breaks every single time.', 'absolute', 'every single time'],
  ['Everyone thinks the plan is late.', 'absolute', 'Everyone thinks'],
  ['No one ever trusts the estimate.', 'absolute', 'No one ever trusts'],
  ['You do not always answer.', 'absolute', false],
  ['Thank you, as always, for the notes.', 'absolute', false],
  ['Never mind the typo on slide 4.', 'absolute', false],
  ['Everyone in the room had the agenda.', 'absolute', false],
  ['Nevertheless the alwaysOn flag stayed.', 'absolute', false],

  ['You came across as bossy.', 'loaded', 'bossy'],
  ['Try to be less emotional.', 'loaded', 'emotional'],
  ['That was too aggressive for a woman.', 'loaded', 'aggressive'],
  ['Stop nagging the team.', 'loaded', 'nagging'],
  ['You need to man up.', 'loaded', 'man up'],
  ['That was a stupid question.', 'loaded', 'stupid'],
  ['You are great for your age.', 'loaded', 'for your age'],
  ['You kept an aggressive deadline realistic.', 'loaded', false],
  ['You gave emotional support to the new joiner.', 'loaded', false],
  ['The toxic assets were written down.', 'loaded', false],
  ['The manual was updated on Friday.', 'loaded', false],

  ['Overall your work was fine: yesterday you closed the ticket.', 'recent', 'yesterday'],
  ['This year went well, this week you shipped the import.', 'recent', 'this week'],
  ['Yesterday you closed the ticket before lunch.', 'recent', false],
  ['Overall it went well: in March you led the migration, this week the import.', 'recent', false],

  ['You explain things clearly and people understand what you want from them and why.', 'example', true],
  ['I really like how you work with the team, it makes a big difference to all of us.', 'example', true],
  ['In the retro you asked two people who had not spoken yet what they thought.', 'example', false],
  ['When you stopped the rollout we had time to look at the numbers in peace together.', 'example', false],
  ['You told them “we will wait for your answer”, and that calmed the whole room down.', 'example', false],

  ['On Friday you shared the draft a day late, and legal had no time to read it.', 'next', true],
  ['On Friday you shared the draft a day late. Next time a rough one on Wednesday is enough.', 'next', false],
  ['In the demo you showed the failing case first, and they trusted us. Keep that.', 'next', false],
  ['In the review on Monday you went through 40 comments; it would help to group them.', 'next', false],
];

const RUSSIAN: Row[] = [
  ['Отлично!', 'short', true],
  ['Ты большой молодец, спасибо.', 'short', true],
  ['На созвоне в среду ты дала клиенту договорить до конца.', 'short', false],
  ['В отчёте за март ты отметила 3 рискованных допущения.', 'short', false],

  ['Ты ленивый.', 'person', 'Ты ленивый'],
  ['Ты просто очень неорганизованная.', 'person', 'Ты просто очень неорганизованная'],
  ['Вы — безответственный человек.', 'person', 'Вы — безответственный'],
  ['Он был груб с подрядчиком.', 'person', 'Он был груб'],
  ['Ты такая умница!', 'person', 'Ты такая умница'],
  ['Какая же ты талантливая.', 'person', 'Какая же ты талантливая'],
  ['У тебя тяжёлый характер.', 'person', 'У тебя тяжёлый характер'],
  ['Тебе не хватает ответственности.', 'person', 'Тебе не хватает ответственности'],
  ['Вам всё равно, что думает клиент.', 'person', 'Вам всё равно'],
  ['Молодец, что дождалась ответа клиента.', 'person', false],
  ['Ты лениво листал слайды на демо.', 'person', false],
  ['Ты грубо ответил в чате.', 'person', false],
  ['Код был сложный, ты разобралась за день.', 'person', false],
  ['Вы умножили бюджет на два.', 'person', false],
  ['Клиент сказал: «ты очень ленивый человек».', 'person', false],
  ['Ленивая загрузка теперь включена.', 'person', false],

  ['Ты всегда опаздываешь.', 'absolute', 'всегда'],
  ['Вы никогда не отвечаете в чате.', 'absolute', 'никогда'],
  ['Он постоянно перебивает.', 'absolute', 'постоянно'],
  ['Ты всё время переносишь срок.', 'absolute', 'всё время'],
  ['Все считают, что отчёт слабый.', 'absolute', 'Все считают'],
  ['Ни разу не предупредил заранее.', 'absolute', 'Ни разу'],
  ['Всё, что ты делаешь, приходится переделывать.', 'absolute', 'Всё, что ты делаешь'],
  ['Ты не всегда отвечаешь в чате.', 'absolute', false],
  ['Спасибо, как всегда, за заметки.', 'absolute', false],
  ['Этот доступ остаётся навсегда.', 'absolute', false],
  ['Ты вела протокол всё время встречи.', 'absolute', false],
  ['Постоянный клиент остался доволен.', 'absolute', false],

  ['Не устраивай истерику из-за правок.', 'loaded', 'истерику'],
  ['Слишком эмоциональная реакция на замечание.', 'loaded', 'эмоциональная'],
  ['Ты решила это по-женски.', 'loaded', 'по-женски'],
  ['Девочки из бухгалтерии всё посчитали.', 'loaded', 'Девочки'],
  ['Это была агрессивная подача.', 'loaded', 'агрессивная'],
  ['Хватит ныть, ты не мужик, что ли.', 'loaded', 'не мужик'],
  ['Это был тупой вопрос.', 'loaded', 'тупой'],
  ['Для женщины ты отлично разбираешься в сетях.', 'loaded', 'Для женщины'],
  ['Исторически этот отчёт собирали вручную.', 'loaded', false],
  ['У команды агрессивные сроки, и ты их удержала.', 'loaded', false],
  ['Ты рассказала про эмоциональное выгорание на семинаре.', 'loaded', false],
  ['Работа была небольшой, баланс сошёлся.', 'loaded', false],

  ['В целом всё хорошо: вчера ты закрыла задачу.', 'recent', 'вчера'],
  ['За год вырос: на этой неделе выпустил импорт.', 'recent', 'на этой неделе'],
  ['Вчера ты закрыла задачу до обеда.', 'recent', false],
  ['За год вырос: в марте провёл миграцию, на этой неделе выпустил импорт.', 'recent', false],

  ['Ты понятно объясняешь, люди знают, чего ты от них ждёшь и почему это важно.', 'example', true],
  ['Мне очень нравится, как ты работаешь с командой, это всем нам сильно помогает.', 'example', true],
  ['На ретро ты спросила двоих, кто ещё не высказался, и мы узнали про сроки.', 'example', false],
  ['Когда ты остановил раскатку, у нас появилось время спокойно посмотреть на цифры.', 'example', false],

  ['В пятницу ты прислал черновик на день позже, юристы не успели его прочитать.', 'next', true],
  ['В пятницу ты прислал черновик позже срока. В следующий раз хватит и наброска в среду.', 'next', false],
  ['На демо ты начала со сбоя, и нам поверили. Так держать.', 'next', false],
  ['В ревью было 40 замечаний; было бы здорово их сгруппировать по смыслу.', 'next', false],
];

function marksOf(text: string, rule: Rule): string | boolean {
  const hint = coach({ behaviour: text }).find((one) => one.rule === rule);
  if (!hint) return false;
  const [spot] = hint.spots;
  return spot ? text.slice(spot.from, spot.to) : true;
}

describe.each([
  ['in English', ENGLISH],
  ['in Russian', RUSSIAN],
])('%s', (_, rows) => {
  test.each(rows)('“%s” · %s: %s', (text, rule, marked) => {
    expect(marksOf(text, rule)).toBe(marked);
  });
});

test('every rule has sentences that it finds and such that it leaves alone, in both languages', () => {
  for (const rows of [ENGLISH, RUSSIAN]) {
    expect(rows.length).toBeGreaterThan(30);
    for (const rule of ['short', 'person', 'absolute', 'loaded', 'recent', 'example', 'next']) {
      const outcomes = rows.filter((row) => row[1] === rule).map((row) => row[2] !== false);
      expect([rule, outcomes.includes(true), outcomes.includes(false)]).toEqual([rule, true, true]);
    }
  }
});

test('a good note earns no hint, in either language', () => {
  const english: Texts = {
    situation: 'Monday, the incident review',
    behaviour: 'You let support speak first and wrote their words on the board.',
    impact: 'We found the real cause within ten minutes.',
    nextStep: 'Do the same in the next one, also with the vendor.',
  };
  const russian: Texts = {
    situation: 'Разбор инцидента в понедельник',
    behaviour: 'Ты дала поддержке сказать первой и записала их слова на доску.',
    impact: 'Причину нашли за десять минут.',
    nextStep: 'Сделай так же и с подрядчиком.',
  };
  expect(coach(english)).toEqual([]);
  expect(coach(russian)).toEqual([]);
});

test('what is missing is told where it would stand', () => {
  const text = 'You explain things clearly and people understand what you want from them and why.';
  const where = (texts: Texts) => coach(texts).map(({ rule, field }) => [rule, field]);
  expect(where({ behaviour: text, situation: '', impact: '', nextStep: '' })).toEqual([
    ['example', 'situation'],
    ['next', 'nextStep'],
  ]);
  expect(where({ behaviour: text })).toEqual([
    ['example', 'behaviour'],
    ['next', 'behaviour'],
  ]);
});

test('a text about a whole period is asked for more than its last days', () => {
  const rules = (text: string, occasion?: Occasion) =>
    coach({ behaviour: text }, occasion).map((one) => one.rule);
  const text = 'Yesterday you closed the ticket before lunch. Keep doing that with the next ones, please.';
  expect(rules(text)).not.toContain('recent');
  expect(rules(text, { period: true })).toContain('recent');
});

test('Russian and English in one note are both read', () => {
  const hints = coach({ behaviour: 'Ты всегда on time, but you never ask.' });
  expect(hints.find((one) => one.rule === 'absolute')?.spots).toHaveLength(2);
});

test('words end where letters end, in any script, with ё and with every apostrophe', () => {
  const words = (text: string) => wordsOf(text).map((word) => word.folded);
  expect(words('Всё-таки “ёлка” — don’t; 3,5')).toEqual(['все-таки', 'елка', "don't", '3', '5']);
  const always = phrase('всегда');
  expect(always(wordsOf('всегда'), 0)).toBe(1);
  expect(always(wordsOf('навсегда'), 0)).toBe(0);
});
