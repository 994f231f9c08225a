/** What axe finds wrong with a screen, as lines that say where. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'vitest';
import type { Person } from '../../../scripts/tour/person.ts';
import { until } from './bridge.ts';

export async function violations(person: Person): Promise<string[]> {
  // The other mode opens a page of its own, which an Electron window has not.
  const found = await new AxeBuilder({ page: person.page() }).setLegacyMode(true).analyze();
  const lines: string[] = [];
  for (const { id, nodes } of found.violations)
    for (const { target, any, all } of nodes) {
      const where = target.join(' ');
      // The watermark alone is faint on purpose: pure decoration (WCAG 1.4.3), hidden from readers. That the words beneath
      // it stay legible is `test/unit/shell-watermark.test.ts`. Every other rule judges it too.
      if (id === 'color-contrast' && (await isWatermark(person, where))) continue;
      lines.push(`${id}: ${where}: ${any[0]?.message ?? all[0]?.message ?? ''}`);
    }
  return lines;
}

const isWatermark = (person: Person, where: string): Promise<boolean> =>
  person
    .page()
    .evaluate(
      (selector) => document.querySelector(selector)?.matches('[data-watermark], [data-watermark] *') === true,
      where,
    )
    .catch(() => false);

const themes = ['light', 'dark'] as const;
const ground = { light: 'rgb(244, 246, 248)', dark: 'rgb(19, 24, 29)' };
const painted = (person: Person) => person.page().evaluate(() => getComputedStyle(document.body).backgroundColor);

/**
 * Nothing that axe objects to, contrast included, in light and in dark. `screen` is the name under which
 * test/unit/access-screens.test.ts expects it: that test fails while a screen, stage, drawer or dialog has no such call.
 */
export async function inLightAndDark(person: Person, screen: string, detail = ''): Promise<void> {
  for (const theme of themes) {
    // The system's: what the person chose stays "system", which follows it.
    await person.workstation.app.evaluate(({ nativeTheme }, chosen) => {
      nativeTheme.themeSource = chosen;
    }, theme);
    await until(`the page is ${theme}`, async () => (await painted(person)) === ground[theme]);
    const found = await violations(person);
    // At once, not at the end of a long run.
    if (found.length > 0) console.warn(screen, detail, theme, found);
    expect.soft(found, `${screen} ${detail}, ${theme}`).toEqual([]);
  }
}
