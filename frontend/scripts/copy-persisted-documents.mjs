// Puts the operations that the server trusts beside the bundle: hash -> document.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const here = import.meta.dirname;
const source = resolve(here, '../src/gql/persisted-documents.json');
const target = resolve(here, '../../erm/web/static/persisted-documents.json');

const documents = JSON.parse(readFileSync(source, 'utf8'));
const byHash = Object.fromEntries(
  Object.entries(documents).map(([id, text]) => [id.replace(/^sha256:/, ''), text]),
);
mkdirSync(resolve(target, '..'), { recursive: true });
writeFileSync(target, `${JSON.stringify(byHash, null, 1)}\n`);
console.log(`${Object.keys(byHash).length} persisted documents`);
