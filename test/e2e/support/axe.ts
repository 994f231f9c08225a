/** What axe finds wrong with a screen, as lines that say where. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Person } from '../../../scripts/tour/person.ts';

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
