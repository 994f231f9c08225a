/** What axe finds wrong with a screen, as lines that say where. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'vitest';
import type { Person } from '../../../scripts/tour/person.ts';
import { until } from './bridge.ts';

export async function violations(person: Person): Promise<string[]> {
  // The other mode opens a page of its own, which an Electron window has not.
  const axe = () => new AxeBuilder({ page: person.page() }).setLegacyMode(true);
  const rest = await axe().disableRules(['color-contrast']).analyze();
  // The watermark alone is faint on purpose: pure decoration (WCAG 1.4.3), hidden from readers. That the words beneath it
  // stay legible is `test/unit/shell-watermark.test.ts`. Every other rule judges it too.
  const contrast = await axe().withRules(['color-contrast']).exclude('[data-watermark]').analyze();
  return [...rest.violations, ...contrast.violations].flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`),
  );
}

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
