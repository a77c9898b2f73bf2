/** Kudos as the feed keeps them: what it orders by, and the rest for the card. */
export interface Row<Kudos = unknown> {
  id: string;
  createdAt: string;
  /** Given by the viewer. */
  own: boolean;
  author: string;
  kudos: Kudos;
}

/** What a feed shows, newest first; pure, so that every way in which news can come is tested. */
export interface Rows<Kudos = unknown> {
  shown: readonly Row<Kudos>[];
  /** New ones that wait for the reader, who is further down; newest first. */
  waiting: readonly Row<Kudos>[];
  /** Where older ones go on; null: there are none. */
  next: string | null;
}

export interface Page<Kudos = unknown> {
  rows: readonly Row<Kudos>[];
  next: string | null;
}

type Many<Kudos> = readonly Row<Kudos>[];

const has = <Kudos>(rows: Many<Kudos>, id: string) => rows.some((row) => row.id === id);
const newer = (one: Row, other: Row) => Date.parse(one.createdAt) > Date.parse(other.createdAt);

/** Among the others by its time; after those of the same moment. */
function insert<Kudos>(rows: Many<Kudos>, row: Row<Kudos>): Many<Kudos> {
  const at = rows.findIndex((one) => newer(row, one));
  return at < 0 ? [...rows, row] : [...rows.slice(0, at), row, ...rows.slice(at)];
}

function replace<Kudos>(rows: Many<Kudos>, row: Row<Kudos>): Many<Kudos> {
  return rows.map((one) => (one.id === row.id ? row : one));
}

/** The next page, without what is there already. */
export function withOlder<Kudos>(rows: Rows<Kudos>, page: Page<Kudos>): Rows<Kudos> {
  const fresh = page.rows.filter((row) => !has(rows.shown, row.id) && !has(rows.waiting, row.id));
  return { ...rows, shown: [...rows.shown, ...fresh], next: page.next };
}

/**
 * One that is new or has changed. What is shown changes where it stands. A new one comes to the top,
 * or waits there while the reader is further down. An old one that became readable takes its place,
 * unless its place is further down than anything read so far: then it comes with its page.
 */
export function withNews<Kudos>(rows: Rows<Kudos>, row: Row<Kudos>, hold: boolean): Rows<Kudos> {
  if (has(rows.shown, row.id)) return { ...rows, shown: replace(rows.shown, row) };
  if (has(rows.waiting, row.id)) return { ...rows, waiting: replace(rows.waiting, row) };
  const first = rows.shown[0];
  const last = rows.shown.at(-1);
  if (!first || newer(row, first)) {
    return hold && !row.own
      ? { ...rows, waiting: insert(rows.waiting, row) }
      : { ...rows, shown: insert(rows.shown, row) };
  }
  if (rows.next !== null && last && newer(last, row)) return rows;
  return { ...rows, shown: insert(rows.shown, row) };
}

/** Without one that is no longer to be shown. */
export function without<Kudos>(rows: Rows<Kudos>, id: string): Rows<Kudos> {
  if (!has(rows.shown, id) && !has(rows.waiting, id)) return rows;
  const others = (row: Row<Kudos>) => row.id !== id;
  return { ...rows, shown: rows.shown.filter(others), waiting: rows.waiting.filter(others) };
}

/**
 * The first page, read again. What should stand in it and does not is gone. When so much is new that
 * the page does not reach what is shown, it begins afresh: between the two there might be more.
 */
export function withFirst<Kudos>(rows: Rows<Kudos>, page: Page<Kudos>, hold: boolean): Rows<Kudos> {
  const last = page.rows.at(-1);
  const meets = page.next === null || page.rows.some((row) => has(rows.shown, row.id));
  if (rows.shown.length > 0 && !meets) return { shown: page.rows, waiting: [], next: page.next };
  const stays = (row: Row<Kudos>) =>
    has(page.rows, row.id) || (page.next !== null && last !== undefined && newer(last, row));
  const kept: Rows<Kudos> = {
    shown: rows.shown.filter(stays),
    waiting: rows.waiting.filter(stays),
    next: page.next === null ? null : rows.shown.length === 0 ? page.next : rows.next,
  };
  if (kept.shown.length === 0 && kept.waiting.length === 0) {
    return { shown: page.rows, waiting: [], next: page.next };
  }
  return page.rows.toReversed().reduce((so, row) => withNews(so, row, hold), kept);
}

/** The reader comes to those that wait. */
export function letIn<Kudos>(rows: Rows<Kudos>): Rows<Kudos> {
  return { ...rows, shown: rows.waiting.reduceRight(insert, rows.shown), waiting: [] };
}
