/**
 * Every screen, stage, drawer, dialog, menu and page of the workstation is looked over by axe, in light and in dark: this
 * finds them in the sources, and the checks in the end-to-end tests. Whoever adds a screen adds its check.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stages } from '../../renderer/features/case/stages.ts';

const sources = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => join(folder, file));
const renderer = sources('renderer', /\.tsx$/);
const overlay = /<(?:Dialog|Drawer|Modal|dialog|Popover|OverlaySheet)\b|role="(?:dialog|alertdialog|menu)"/;

/** What opens over a screen, by the name of its file; the widgets that they are made of are no screens. */
const overlays = renderer
  .filter((file) => !file.startsWith(join('renderer', 'ui')) && overlay.test(readFileSync(file, 'utf8')))
  .map((file) => basename(file));
const screens = renderer.filter((file) => /Screen\.tsx$/.test(file)).map((file) => basename(file, '.tsx'));
/** Pages of their own; the print page is laid out for paper and is shown on no screen. */
const pages = readdirSync('renderer').filter((file) => file.endsWith('.html') && file !== 'print.html');

const checks = sources('test/e2e', /\.test\.ts$/).flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/inLightAndDark\(\s*[\w()]+,\s*['`]([^'`]+)['`]/g)].map(([, name]) => name!),
);
const stageChecks = sources('test/e2e', /\.test\.ts$/)
  .map((file) => readFileSync(file, 'utf8'))
  .filter((text) => text.includes("inLightAndDark(person, 'CaseScreen', stage.key)"));

describe('axe looks over', () => {
  test.each(screens.filter((name) => name !== 'Screen'))('the screen %s', (screen) => {
    expect(checks).toContain(screen);
  });

  test.each([...new Set(overlays)])('what %s opens over a screen', (file) => {
    expect(checks).toContain(file);
  });

  test.each(pages)('the page %s', (page) => {
    expect(page === 'index.html' || checks.includes(page)).toBe(true);
  });

  test('every stage of a case', () => {
    // By the table of stages itself, so that a new one cannot be forgotten.
    expect(stageChecks.some((text) => /for \(const stage of stages\b/.test(text))).toBe(true);
    expect(stages.length).toBeGreaterThanOrEqual(7);
  });

  test('nothing that is not there any more', () => {
    const there = new Set([...screens, ...overlays, ...pages]);
    expect(checks.filter((name) => !there.has(name))).toEqual([]);
  });
});
