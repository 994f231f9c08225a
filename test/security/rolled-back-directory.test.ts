import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directoryOf } from '../../electron/vault/store/meta.ts';
import { appendToLogs } from '../../server/hub/feed/append.ts';
import { checkpointOf } from '../../server/hub/feed/checkpoint.ts';
import { withdrawDevice } from '../../server/hub/feed/directory-changes.ts';
import { directoryEvent } from '../../server/hub/feed/hub-event.ts';
import { findLog, setHead } from '../../server/hub/store/compartments.ts';
import { inTransaction } from '../../server/hub/store/transaction.ts';
import { startOrganisation, type Organisation } from '../integration/sync/support/organisation.ts';
import { openWorkstation, until, type Workstation } from '../integration/sync/support/workstation.ts';

/**
 * The hub goes back on what it said: its directory is set to what it was before a device was withdrawn and a role was
 * taken away, by somebody with its database and its keys.
 */

let organisation: Organisation;
const open: Workstation[] = [];
beforeEach(async () => {
  organisation = await startOrganisation();
});
afterEach(async () => {
  for (const workstation of open.splice(0)) await workstation.close();
  await organisation.close();
});

async function workstationOf(name: string, unit: string, role: 'assessor' | 'investigator') {
  const user = await organisation.person(name, [{ unit, role }]);
  const workstation = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
  open.push(workstation);
  await organisation.grant(workstation.identity);
  return workstation;
}

/** A reader who has seen one device withdrawn and one role taken away, and how the hub stood before both. */
async function afterTheWithdrawal() {
  const reader = await workstationOf('Sam Orrell', 'MPS', 'assessor');
  const out = await workstationOf('Rhian Calloway', 'MPS-INV', 'investigator');
  const demoted = await workstationOf('Iolo Prys', 'MPS-INV', 'investigator');
  const before = (await findLog(organisation.hub.db, 'directory'))!.tree;
  await withdrawDevice(organisation.hub, out.identity.device);
  await organisation.person('Iolo Prys', [], demoted.identity.user);
  reader.start();
  await until(() => directoryOf(reader.vault.db).users[demoted.identity.user]?.memberships.length === 0);
  await reader.settled();
  const stillWithdrawn = () =>
    expect(directoryOf(reader.vault.db).devices[out.identity.device]).toMatchObject({ withdrawn: true });
  const roles = () => directoryOf(reader.vault.db).users[demoted.identity.user]!.memberships;
  const stillGone = () => {
    stillWithdrawn();
    expect(roles()).toEqual([]);
  };
  const rollBack = () =>
    inTransaction(organisation.hub.db, async (tx) => {
      await sql`DELETE FROM events WHERE compartment = 'directory' AND seq > ${before.size}`.execute(tx);
      await setHead(tx, 'directory', before, checkpointOf(organisation.hub, 'directory', before));
    });
  return { reader, out, stillGone, stillWithdrawn, roles, rollBack };
}

describe('a directory that was rolled back (54)', () => {
  it('is found out by its length, and nothing that it takes back is taken back here', async () => {
    const { reader, stillGone, rollBack } = await afterTheWithdrawal();
    await rollBack();
    reader.engine().wake('request');
    await until(() => reader.state().problem !== null);
    expect(reader.state().problem).toBe('checkpoint_inconsistent');
    stillGone();
  });

  it('is found out by its checkpoint once it has grown past what was seen', async () => {
    const { reader, stillGone, rollBack } = await afterTheWithdrawal();
    await reader.stop();
    await rollBack();
    // Other news in the place of those that are gone, and one more, in the same form.
    for (const name of ['One', 'Two', 'Three']) await organisation.person(name, []);
    reader.start();
    await until(() => reader.state().problem !== null);
    expect(reader.state().problem).toBe('checkpoint_inconsistent');
    const users = Object.values(directoryOf(reader.vault.db).users).map(({ name }) => name);
    expect(users).not.toContain('Three');
    stillGone();
  });

  it('under a new epoch, as though restored from a backup, gives no withdrawn device back, and says itself who has which role', async () => {
    const { reader, out, stillWithdrawn, roles, rollBack } = await afterTheWithdrawal();
    await reader.stop();
    await rollBack();
    (organisation.hub.identity as { hubEpoch: number }).hubEpoch += 1;
    // And enrols it once more, with the very keys that the keyring had vouched for.
    const { device, user, signing, sealing } = out.identity;
    const keys = { signingKey: signing.publicKey, sealingKey: sealing.publicKey };
    await inTransaction(organisation.hub.db, (tx) =>
      appendToLogs(tx, organisation.hub, [
        directoryEvent(organisation.hub, 'device_enrolled', { device, user, ...keys }),
      ]),
    );
    await organisation.person('Somebody New', []);
    reader.start();
    const names = () => Object.values(directoryOf(reader.vault.db).users).map(({ name }) => name);
    await until(() => names().includes('Somebody New'));
    await until(() => reader.state().phase === 'idle');
    stillWithdrawn();
    // An administrator has reviewed them before anybody is answered, and could give them anew at any time: no key hangs on them.
    expect(roles()).toEqual([{ unit: 'MPS-INV', role: 'investigator' }]);
  });
});
