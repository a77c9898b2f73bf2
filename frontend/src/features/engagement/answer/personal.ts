/**
 * What in a comment may tell who wrote it, or names somebody: pointed out to whoever writes, before it
 * is sent. A function of the text and of the writer's own name: no network, no storage.
 */
export const TELLTALES = ['self', 'contact', 'name', 'alone'] as const;
export type Telltale = (typeof TELLTALES)[number];

export interface Trace {
  kind: Telltale;
  /** The words that it is about, as they stand in the text. */
  words: string[];
}

const MOST = 3;

const CONTACT = [
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  /(?<![\p{L}\p{N}@.])@[\p{L}\p{N}_][\p{L}\p{N}_.-]+/gu,
  /(?<![\p{N}\p{L}])\+?\d(?:[\s().-]{0,2}\d){8,14}(?!\p{N})/gu,
];

/** Two words that begin with a capital, one after the other: Mo Diaz, Мария Петрова. */
const FULL_NAME = /(?<![\p{L}\p{N}])(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)\s+(\p{Lu}\p{Ll}+(?:[-’']\p{L}+)?)(?![\p{L}\p{N}])/gu;

/** One name after what somebody is: my manager Theo, наш руководитель Анна. */
const NAMED_ROLE =
  /(?:\b(?:[Mm]anager|[Bb]oss|[Ll]ead|[Cc]olleague|[Dd]irector|[Mm]entor|[Hh]ead)|(?<!\p{L})(?:[Рр]уководител[ьяюе]м?|[Рр]уководительниц[аеуы]|[Нн]ачальни(?:к|ка|ку|ком|ца|цы|це|цу)|[Мм]енеджер(?:а|у|ом)?|[Кк]оллег[аеиу]|[Дд]иректор(?:а|у|ом)?|[Нн]аставни(?:к|ка|ку|ком)))[,:]?\s+(\p{Lu}\p{Ll}+)(?!\p{L})/gu;

/** Words that begin a sentence or a title and are no names. */
const NO_NAMES = new Set(
  (
    'the a an i we my our your their his her its it he she they this that these those there here when while if ' +
    'but and or so because since after before during as at in on of for from to with without by about over ' +
    'no not never yes please thanks thank dear hello hi what why how who where which also only even last next ' +
    'google microsoft office slack zoom teams jira github new north south east west human resources product ' +
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july ' +
    'august september october november december english russian german french spanish ' +
    'я мы ты вы он она они оно это этот эта эти тот та те мой моя моё мои наш наша наше наши ваш ваша ' +
    'и а но или если когда пока потому так как что чтобы где куда почему зачем кто не нет да ни в во на по ' +
    'о об от до из за с со у к ко для без при через после перед между спасибо пожалуйста здравствуйте ' +
    'очень ещё уже только даже каждый каждая все всё всем понедельник вторник среда четверг пятница ' +
    'суббота воскресенье'
  ).split(' '),
);
/** Places of two words, in whatever case. */
const NO_NAME_STEMS =
  /^(?:северн|южн|нов(?:ый|ая|ое|ом|ого|ой)$|нижн|новгород|велик|санкт|петербург|набережн|челн)/u;

const isNoName = (word: string): boolean =>
  NO_NAMES.has(word.toLowerCase()) || NO_NAME_STEMS.test(word.toLowerCase());

/** What is true of one or of few. */
const ALONE = [
  /\b(?:i am|i'm|i’m|as) the (?:only|sole|single|newest|youngest|oldest|last|first)\b(?:\s+\p{L}+){0,2}/giu,
  /\b(?:the )?only (?:one|woman|man|person|designer|engineer|developer|manager)\b/giu,
  /\b(?:as|being) (?:a |an |the )?(?:team lead|manager|head|director|intern|trainee|part-timer|mother|father|parent)\b/giu,
  /\b(?:my|our) (?:maternity|paternity|parental|sick) leave\b/giu,
  /\bi (?:joined|started|was hired|came back|returned) (?:in|on|last|two|three|a|this)\b(?:\s+[\p{L}\p{N}]+){0,2}/giu,
  /\b(?:our|my) team of (?:two|three|four|five|[2-9])\b/giu,
  /(?<!\p{L})я (?:(?:здесь|тут|у нас) )?(?:единственн|последн|перв|самы|сама)\p{L}*(?:\s+\p{L}+){0,2}/giu,
  /(?<!\p{L})как (?:единственн\p{L}+|руководител\p{L}+|начальник\p{L}*|стаж[её]р\p{L}*|мать|отец|директор)(?!\p{L})/giu,
  /(?<!\p{L})мо(?:й|его|ём|ему|ей|я) (?:декрет\p{L}*|больничн\p{L}*)/giu,
  /(?<!\p{L})я (?:пришёл|пришла|устроился|устроилась|вернулся|вернулась) (?:в|во|из|на|к|год|месяц|недавно|сюда)(?!\p{L})(?:\s+[\p{L}\p{N}]+){0,2}/giu,
  /(?<!\p{L})нас (?:двое|трое|четверо|пятеро)(?!\p{L})/giu,
];

function matches(patterns: readonly RegExp[], text: string): string[] {
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([found]) => found.trim()));
}

/** Names of people that stand in a text, as far as capitals tell. */
function names(text: string): string[] {
  const pairs = [...text.matchAll(FULL_NAME)]
    .filter(([, first = '', last = '']) => !isNoName(first) && !isNoName(last))
    .map(([found]) => found);
  const named = [...text.matchAll(NAMED_ROLE)]
    .filter(([, name = '']) => !isNoName(name))
    .map(([found, name = '']) => ({ found, name }));
  return [
    ...pairs,
    ...named
      .filter(({ name }) => !pairs.some((pair) => pair.split(/\s+/u).includes(name)))
      .map(({ found }) => found),
  ];
}

/** Each once, and none that is only a part of another. */
function whole(words: readonly string[]): string[] {
  return [...new Set(words)].filter(
    (one, _, all) => !all.some((other) => other !== one && other.includes(one)),
  );
}

/**
 * What in a text may lead to a person.
 *
 * @param own the name of whoever writes, who may have signed.
 */
export function tracesOf(text: string, own: string): Trace[] {
  const parts = own.split(/\s+/u).filter((part) => part.length > 2);
  const self = parts.filter((part) =>
    new RegExp(`(?<!\\p{L})${part.replace(/[^\p{L}\p{N}]/gu, '.')}(?!\\p{L})`, 'iu').test(text),
  );
  const found: Trace[] = [
    { kind: 'self', words: self },
    { kind: 'contact', words: matches(CONTACT, text) },
    { kind: 'name', words: names(text).filter((one) => !self.some((part) => one.includes(part))) },
    { kind: 'alone', words: matches(ALONE, text) },
  ];
  return found
    .map(({ kind, words }) => ({ kind, words: whole(words).slice(0, MOST) }))
    .filter(({ words }) => words.length > 0);
}
