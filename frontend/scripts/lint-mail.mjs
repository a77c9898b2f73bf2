// Reads {name: html} as JSON and says which features of each mail which mail programs do not know.
// The knowledge is caniemail.com's, which comes with the package; nothing is fetched.
import { caniemail } from 'caniemail';
import { text } from 'node:stream/consumers';

const CLIENTS = [
  'apple-mail.*', 'gmail.*', 'outlook.*', 'yahoo.*', 'thunderbird.macos', 'samsung-email.*',
  'protonmail.*', 'fastmail.*', 'mail-ru.*', 'gmx.*', 'web-de.*',
];

const found = {};
for (const [name, html] of Object.entries(JSON.parse(await text(process.stdin)))) {
  const { issues } = caniemail({ clients: CLIENTS, html });
  const features = {};
  for (const [client, list] of issues.errors) {
    for (const { title } of list) (features[title] ??= new Set()).add(client);
  }
  found[name] = Object.fromEntries(
    Object.entries(features).map(([title, clients]) => [title, [...clients].sort()]),
  );
}
process.stdout.write(JSON.stringify(found));
