import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { savedName, shownName } from '../../electron/main/file-names.ts';

const folder = mkdtempSync(join(tmpdir(), 'candour-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

const deceiving = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe('the name of a file that came from outside (47)', () => {
  it('is shown with every deceiving character as its code', () => {
    expect(shownName('invoice\u202Efdp.exe')).toBe('invoice\\u{202e}fdp.exe');
    expect(shownName('a\0b\nc\u200Bd\u2066e')).toBe('a\\u{0000}b\\u{000a}c\\u{200b}d\\u{2066}e');
    expect(shownName('photograph of a notice.jpg')).toBe('photograph of a notice.jpg');
    expect(shownName('صورة.jpg')).toBe('صورة.jpg');
  });

  it('is shown on one line of at most 120 characters when it has 300, with its ending', () => {
    const shown = shownName(`${'a'.repeat(296)}.pdf`);
    expect([...shown].length).toBeLessThanOrEqual(120);
    expect(shown).toMatch(/ … a+\.pdf$/);
  });

  it.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\Windows\\system.ini', 'C__Windows_system.ini'],
    ['report.pdf:hidden.exe', 'report.pdf_hidden.exe'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['...', 'file'],
    ['', 'file'],
    ['\u202E', 'file'],
    [' name . ', 'name'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ])('%j is saved as %j', (name, expected) => {
    expect(savedName(name)).toBe(expected);
  });

  it('keeps its ending when it is cut', () => {
    const saved = savedName(`${'é'.repeat(300)}.pdf`);
    expect(saved).toMatch(/^é+\.pdf$/);
    expect(Buffer.byteLength(saved)).toBeLessThanOrEqual(200);
  });

  it('deceives nobody and saves one plain file where it was meant to, whatever it is', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 320 }),
      fc
        .array(fc.constantFrom('..', '/', '\\', '\0', 'con', '.', ' ', '\u202E', 'a', '.txt', '😀', '\ud800'), {
          maxLength: 60,
        })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(name, (each) => {
        expect(shownName(each)).not.toMatch(deceiving);
        const saved = savedName(each);
        expect(saved).not.toMatch(deceiving);
        expect(saved).not.toMatch(/[<>:"/\\|?*]|^\.|[. ]$/);
        expect(Buffer.byteLength(saved)).toBeLessThanOrEqual(201);
        expect(savedName(saved)).toBe(saved);
        writeFileSync(join(folder, saved), '');
        expect(readdirSync(folder)).toEqual([saved]);
        rmSync(join(folder, saved));
      }),
      { numRuns: 2000 },
    );
  });
});
