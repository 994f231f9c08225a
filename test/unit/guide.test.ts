/**
 * The guide says what the screens say: its keys are those of the table of shortcuts, its bold words those of the screens,
 * and its pictures those that the whole lives take, each of them and no other.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Shortcut, shortcuts } from '../../renderer/app/shortcuts.ts';
import { messages } from '../../scripts/catalogue/messages.ts';
import { height, pictures, width } from '../lives/support/pictures.ts';
import { pngHead } from '../lives/support/small-png.ts';

const folder = join('docs', 'guide');
const pages = readdirSync(folder).filter((file) => file.endsWith('.md'));
const texts = pages.map((page) => ({ page, text: readFileSync(join(folder, page), 'utf8') }));
const roles = texts.filter(({ page }) => page !== 'README.md');
const all = (text: string, of: RegExp) => [...text.matchAll(of)].map(([, found]) => found!.replaceAll(/\s+/g, ' '));

const rows: readonly Shortcut[] = shortcuts;
const known = new Set(rows.flatMap(({ keys }) => keys));

describe('every key that the guide names', () => {
  test.each(texts)('in $page is one of the table of shortcuts', ({ text }) => {
    expect(all(text, /<kbd>([^<]+)<\/kbd>/g).filter((key) => !known.has(key))).toEqual([]);
  });

  test.each(roles)('in a table of $page does what the table of shortcuts says', ({ text }) => {
    const named = [...text.matchAll(/^\| <kbd>([^<]+)<\/kbd>\s*\| (.*?)\s*\|$/gm)].map(([, key, words]) => ({
      key,
      words,
    }));
    const wrong = named.filter(({ key, words }) => !rows.some((row) => row.keys.includes(key!) && row.words === words));
    expect(wrong).toEqual([]);
  });

  test('is written so that it is found', () => {
    // A combination of keys in plain letters would be looked at by nobody.
    for (const { page, text } of texts) {
      const outside = text.replaceAll(/<kbd>[^<]+<\/kbd>/g, '');
      expect([page, outside.match(/\b(?:Ctrl|Alt|Shift)\+\S+|\bF\d{1,2}\b/g)]).toEqual([page, null]);
    }
  });
});

describe('the words that stand in bold', () => {
  const said = [...messages().keys()];
  const plain = new Set(said);
  const withValues = said
    .filter((message) => message.includes('{{'))
    .map((message) => message.split(/\{\{\w+\}\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    // A value alone fits everything.
    .filter((parts) => parts.join('').length > 8)
    .map((parts) => new RegExp(`^${parts.join('.+')}$`));
  const isSaid = (words: string) => plain.has(words) || withValues.some((shape) => shape.test(words));

  test.each(roles)('in $page are said by a screen', ({ text }) => {
    const bold = all(text, /\*\*([^*]+)\*\*/g);
    expect(bold.length).toBeGreaterThan(0);
    expect(bold.filter((words) => !isSaid(words))).toEqual([]);
  });
});

describe('every picture', () => {
  const named = texts.flatMap(({ text }) => all(text, /!\[[^\]]+\]\(pictures\/([^)]+)\.png\)/g));

  test('that is named is taken by the lives, and none is taken for nothing', () => {
    expect(named.toSorted()).toEqual(pictures.toSorted());
  });

  test('that lies there is named, and the reverse', () => {
    const lying = readdirSync(join(folder, 'pictures'));
    expect(lying.toSorted()).toEqual(pictures.map((name) => `${name}.png`).toSorted());
  });

  test('is of one size, and small', () => {
    for (const name of pictures) {
      const file = join(folder, 'pictures', `${name}.png`);
      const { size } = statSync(file);
      expect([name, size < 150_000]).toEqual([name, true]);
      expect([name, pngHead(readFileSync(file))]).toMatchObject([name, { width, height }]);
    }
  });
});

test.each(roles)('$page goes task by task: the morning, danger, offline, refusals, leaving', ({ text }) => {
  const headings = all(text, /^#{2,3} (.+)$/gm).join(' · ');
  expect([/morning/i, /danger/i, /offline/i, /refused/i, /leav/i].filter((task) => !task.test(headings))).toEqual([]);
});

test('every page that is linked to is there', () => {
  for (const { page, text } of texts)
    for (const target of all(text, /\]\(([^)#]+)(?:#[^)]*)?\)/g))
      expect([page, target, existsSync(join(folder, target))]).toEqual([page, target, true]);
});
