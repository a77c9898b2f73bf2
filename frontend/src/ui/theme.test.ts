import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { css } from '../../build/theme-css';
import { HUES } from './Face';

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

function variables(scheme: 'light' | 'dark'): Map<string, string> {
  const found = new Map<string, string>();
  const sheet = css();
  for (const [, selector, body] of sheet.matchAll(/([^{}]+)\{([^}]*)\}/g)) {
    if (selector?.includes('color-scheme') && !selector.includes(`"${scheme}"`) && !selector.includes(`'${scheme}'`)) continue;
    for (const [, name, value] of (body ?? '').matchAll(/(--[\w-]+):\s*([^;]+);/g)) {
      if (name && value) found.set(name, value.trim());
    }
  }
  return found;
}

function colour(of: Map<string, string>, name: string): string {
  let value = of.get(name) ?? name;
  for (let step = 0; step < 5 && value.startsWith('var('); step += 1) {
    value = of.get(value.slice(4, -1)) ?? value;
  }
  if (!/^#[0-9a-f]{6}$/i.test(value)) throw new Error(`${name} is ${value}, not a colour`);
  return value;
}

const TEXT_ON_GROUND = [
  ['--mantine-color-text', '--mantine-color-body'],
  ['--mantine-color-text', '--erm-surface'],
  ['--mantine-color-text', '--erm-sunken'],
  ['--mantine-color-dimmed', '--mantine-color-body'],
  ['--mantine-color-dimmed', '--erm-surface'],
  ['--mantine-color-dimmed', '--erm-sunken'],
  ['--mantine-color-placeholder', '--erm-surface'],
  ['--mantine-color-anchor', '--mantine-color-body'],
  ['--mantine-color-anchor', '--erm-surface'],
  ['--mantine-color-error', '--mantine-color-body'],
  ['--mantine-color-error', '--erm-surface'],
  ['--erm-warm-text', '--erm-warm'],
  ['--erm-warm-text', '--erm-surface'],
  ['--mantine-color-text', '--erm-warm'],
  ['--mantine-color-dimmed', '--erm-warm'],
  ['--erm-accent-text', '--erm-accent-soft'],
  ['--erm-danger-text', '--erm-danger-soft'],
  ['#FFFFFF', '--mantine-color-teal-filled'],
  ['#FFFFFF', '--mantine-color-red-filled'],
  ['--mantine-color-teal-light-color', '--mantine-color-teal-light'],
  ['--mantine-color-amber-light-color', '--mantine-color-amber-light'],
  ['--mantine-color-red-light-color', '--mantine-color-red-light'],
  ['--mantine-color-gray-light-color', '--mantine-color-gray-light'],
] as const;

/** What shows where a field or a box is. */
const EDGES = { light: '--mantine-color-gray-4', dark: '--mantine-color-dark-4' };

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  const of = variables(scheme);
  test.each(TEXT_ON_GROUND)('%s can be read on %s', (text, ground) => {
    expect(contrast(colour(of, text), colour(of, ground))).toBeGreaterThanOrEqual(4.5);
  });
  test('the edge of a field can be seen', () => {
    const edge = colour(of, EDGES[scheme]);
    expect(contrast(edge, colour(of, '--erm-surface'))).toBeGreaterThanOrEqual(3);
  });
});

test('white initials can be read on every face', () => {
  const sheet = readFileSync(resolve(import.meta.dirname, 'Face.module.css'), 'utf8');
  const grounds = [...sheet.matchAll(/data-hue='\d'\] \{\s*background: (#[0-9a-f]{6})/g)].map((match) => match[1] ?? '');
  expect(grounds).toHaveLength(HUES);
  for (const ground of grounds) expect(contrast('#ffffff', ground)).toBeGreaterThanOrEqual(4.5);
});
