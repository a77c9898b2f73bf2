// The JavaScript that a first visit to the home page loads, gzipped: the entry, what it imports,
// the home page and what that imports, and the catalogues that both need in the larger language.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 240;
const root = resolve(import.meta.dirname, '../../erm/web/static');
const manifest = JSON.parse(readFileSync(resolve(root, 'manifest.json'), 'utf8'));

const wanted = ['index.html', 'src/app/pages/HomePage.tsx'];
const catalogues = ['src/locales/ru/common.json', 'src/locales/ru/home.json'];
const seen = new Set();
const visit = (key) => {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`${key} is not in Vite's manifest`);
  if (seen.has(key)) return;
  seen.add(key);
  for (const next of chunk.imports ?? []) visit(next);
};
for (const key of [...wanted, ...catalogues]) visit(key);

let total = 0;
for (const key of seen) {
  const { file } = manifest[key];
  const size = gzipSync(readFileSync(resolve(root, file)), { level: 9 }).length;
  total += size;
  console.log(`${(size / 1000).toFixed(1).padStart(7)} kB  ${file}`);
}
console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  in all; at most ${BUDGET_KB}`);
if (total > BUDGET_KB * 1000) {
  console.error('The home page loads too much JavaScript.');
  process.exit(1);
}
