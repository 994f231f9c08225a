/** Moving through a list by its keys, as a person does: the next key only when the last one is seen to have worked. */
import type { Locator } from 'playwright';
import type { Person } from '../../../scripts/tour/person.ts';

/** The id of the row with the cursor, once it is another one than `last`; null when none has come within 2 s. */
async function nextRow(grid: Locator, last: string | null): Promise<string | null> {
  for (const deadline = Date.now() + 2000; Date.now() < deadline;) {
    const id = await grid.getAttribute('aria-activedescendant');
    if (id !== null && id !== last && (await grid.locator(`[id="${id}"]`).isVisible())) return id;
    await grid.page().waitForTimeout(20);
  }
  return null;
}

/**
 * Brings the cursor of a grid to the row with these attributes: `Home`, then down. A list that is renewed on the way
 * takes the cursor elsewhere, so the walk begins again until `limit` milliseconds are over.
 */
export async function walkTo(
  person: Person,
  grid: Locator,
  wanted: Readonly<Record<string, string>>,
  limit = 60_000,
): Promise<void> {
  const selector = Object.entries(wanted)
    .map(([name, value]) => `[${name}="${value}"]`)
    .join('');
  for (const deadline = Date.now() + limit; Date.now() < deadline;) {
    await grid.focus();
    await person.press('Home');
    for (let id = await nextRow(grid, null); id !== null; id = await nextRow(grid, id)) {
      if (await grid.locator(`[id="${id}"]${selector}`).isVisible()) return;
      await person.press('ArrowDown');
    }
  }
  throw new Error(`No row ${selector} among ${await grid.getByRole('row').count()} of the list.`);
}
