/** A workstation that was withdrawn: the passphrase opens the vault, and no case is shown any more. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/build.ts';
import type { Person } from '../../scripts/tour/person.ts';
import { inLightAndDark } from './support/axe.ts';
import { ask } from './support/bridge.ts';
import { type Office, openOffice, picturesOfFailures } from './support/office.ts';

let office: Office;
let person: Person;
beforeAll(async () => {
  office = await openOffice(3);
  person = await office.assessor('closed', await office.enrolAssessor({ name: 'Wenna Treloar' }));
});
afterAll(() => office.close());
picturesOfFailures(() => office);

async function shoot(name: string): Promise<void> {
  if (!process.env.CANDOUR_PICTURES) return;
  const folder = join(root, 'out', 'closed');
  mkdirSync(folder, { recursive: true });
  await person.page().screenshot({ path: join(folder, `${name}.png`) });
}

describe('a workstation that was withdrawn', () => {
  it('closes its Desk by itself, says why and what becomes of one’s work, and answers no call for a case', async () => {
    const { device } = await ask(person, 'session.me', {});
    const token = readFileSync(join(office.folder, 'hub', 'admin-token'), 'utf8').trim();
    const answer = await fetch(new URL(`/v1/admin/devices/${device}/withdrawal`, office.hub().url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(204);
    const page = person.page();
    await page.getByRole('heading', { name: 'The cases are closed' }).waitFor();
    expect(await page.getByRole('grid').count()).toBe(0);
    await page.getByText('This workstation was withdrawn.').waitFor();
    await inLightAndDark(person, 'ClosedScreen');
    await shoot('closed');
    await expect(ask(person, 'refusals.read', {})).rejects.toThrow('device_revoked');
    // The page ends with the vault, so that its click may not be answered any more; another one asks.
    await page
      .getByRole('button', { name: 'Lock' })
      .click()
      .catch(() => undefined);
    await person.turnToNewWindow(page);
    await person.page().getByLabel('Passphrase').waitFor();
  });
});
