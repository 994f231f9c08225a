import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = (file: string) => readFileSync(join(import.meta.dirname, '../../renderer', file), 'utf8');
const tokens = source('ui/tokens.css');
const light = tokens.slice(0, tokens.indexOf('@media'));
const dark = tokens.slice(tokens.indexOf(":root[data-theme='dark']"));
const opacity = Number(/\.watermark \{[^}]*opacity: ([\d.]+);/.exec(source('app/Cover.module.css'))?.[1]);

type Colour = readonly number[];
const colour = (theme: string, name: string): Colour => {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6});`, 'i').exec(theme)?.[1] ?? '';
  return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
};
const over = (top: Colour, below: Colour): Colour => below.map((part, at) => part * (1 - opacity) + top[at]! * opacity);
const luminance = (parts: Colour) => {
  const [r, g, b] = parts.map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};
function contrast(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each([
  ['light', light],
  ['dark', dark],
])('words beneath the watermark, %s', (_name, theme) => {
  it.each(['ink', 'muted', 'action', 'danger', 'due', 'local'])('keep their contrast: %s', (word) => {
    const ink = colour(theme, 'ink');
    for (const ground of ['canvas', 'surface']) {
      const text = colour(theme, word);
      const below = colour(theme, ground);
      // A mark crosses the ground beside a word, or the word and its ground alike.
      expect(contrast(text, over(ink, below)), ground).toBeGreaterThanOrEqual(4.5);
      expect(contrast(over(ink, text), over(ink, below)), ground).toBeGreaterThanOrEqual(4.5);
    }
  });
});
