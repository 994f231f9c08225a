/** What axe finds wrong with a screen, as lines that say where. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Person } from '../../../scripts/tour/person.ts';

export async function violations(person: Person): Promise<string[]> {
  // The other mode opens a page of its own, which an Electron window has not.
  const { violations: found } = await new AxeBuilder({ page: person.page() })
    .setLegacyMode(true)
    // Faint on purpose and hidden from readers; that it leaves the words beneath legible is a test of its own.
    .exclude('[data-watermark]')
    .analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`),
  );
}
