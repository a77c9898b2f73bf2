import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VALUE_COLORS, VALUE_ICONS } from './valueIcons';

const sheet = readFileSync(resolve(import.meta.dirname, 'ValueMark.module.css'), 'utf8');

/** Relative luminance of WCAG 2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function pair(color: string, dark: boolean): { tint: string; ink: string } {
  const selector = `${dark ? ":root[data-mantine-color-scheme='dark'] " : ''}.colors[data-color='${color}'] {`;
  const body = new RegExp(
    `(?:^|\\n)${selector.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}([^}]*)\\}`,
  ).exec(sheet)?.[1];
  const of = (name: string) => new RegExp(`${name}: (#[0-9A-Fa-f]{6})`).exec(body ?? '')?.[1] ?? '';
  return { tint: of('--value-tint'), ink: of('--value-ink') };
}

describe.each([
  ['light', false, { surface: '#FFFFFF', text: '#1B1A18', dimmed: '#67625A' }],
  ['dark', true, { surface: '#242320', text: '#ECEAE5', dimmed: '#B0ACA3' }],
] as const)('in the %s', (_scheme, dark, { surface, text, dimmed }) => {
  test.each(VALUE_COLORS)('%s can be read on its ground and on a card', (color) => {
    const { tint, ink } = pair(color, dark);
    const pairs = { inkOnTint: [ink, tint], inkOnCard: [ink, surface], text: [text, tint], dimmed: [dimmed, tint] };
    const poor = Object.entries(pairs).filter(([, [one = '', other = '']]) => !(contrast(one, other) >= 4.5));
    expect(poor).toEqual([]);
  });
});

/** A tuple of words in the server's rules. */
function named(name: string): string[] {
  const rules = readFileSync(resolve(import.meta.dirname, '../../../erm/recognition/rules.py'), 'utf8');
  const tuple = new RegExp(`^${name} = \\(([^)]*)\\)`, 'm').exec(rules)?.[1] ?? '';
  return [...tuple.matchAll(/"(\w+)"/g)].map((match) => match[1] ?? '');
}

test('every sign and every colour that the company can choose is drawn', () => {
  expect(Object.keys(VALUE_ICONS).sort()).toEqual(named('VALUE_ICONS').sort());
  expect([...VALUE_COLORS].sort()).toEqual(named('VALUE_COLORS').sort());
});
