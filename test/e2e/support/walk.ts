/** Moving through a list by its keys, as a person does: the next key only when the last one is seen to have worked. */
import type { Locator } from 'playwright';
import type { Person } from '../../../scripts/tour/person.ts';

/** Waits for it at most this long, ms; false when it has not come. */
const comes = (row: Locator, timeout: number) =>
  row.waitFor({ timeout }).then(
    () => true,
    () => false,
  );

/**
 * Brings the cursor of a grid to the row with these attributes: `Home`, then down. A list that is renewed on the way
 * takes the cursor elsewhere, so the walk begins again until `limit` milliseconds are over.
 * @param here the selector of the row with the cursor
 */
export async function walkTo(
  person: Person,
  grid: Locator,
  wanted: Readonly<Record<string, string>>,
  { here = '[role=row][aria-selected=true]', limit = 60_000 } = {},
): Promise<void> {
  const selector = Object.entries(wanted)
    .map(([name, value]) => `[${name}="${value}"]`)
    .join('');
  const deadline = Date.now() + limit;
  const cursor = grid.locator(here);
  while (Date.now() < deadline) {
    await grid.focus();
    await person.press('Home');
    for (let last: string | null = null; await comes(grid.locator(`${here}:not([id="${last}"])`), 2000);) {
      if (await grid.locator(`${here}${selector}`).isVisible()) return;
      last = await cursor.getAttribute('id');
      await person.press('ArrowDown');
    }
  }
  throw new Error(`No row ${selector} among ${await grid.getByRole('row').count()} of the list.`);
}
