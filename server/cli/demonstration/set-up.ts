import { existsSync } from 'node:fs';
import { z } from 'zod';
import { Id, Instant } from '../../../shared/domain/primitives.ts';
import { readPrivateJson, writePrivateJson } from '../../files.ts';
import { DEMONSTRATION_WORK_FACTOR } from '../../keyring/file.ts';
import { grant, publishUnitKeys } from '../../keyring/keyring.ts';
import { setRecoveryKey } from '../../keyring/speak.ts';
import { fingerprintOf } from '../../device/identity.ts';
import { adminClient } from '../admin-client.ts';
import type { DataFolder } from '../data-folder.ts';
import { makeGateway, readGateway } from '../gateway-files.ts';
import type { HubAccess } from '../hub-access.ts';
import { convertKeyring, makeKeyring, openKeyring } from '../keyring-files.ts';
import { demonstrationPassphrases, fixedPassphrases } from '../passphrase.ts';
import { demonstrationRecoveryKey } from '../recovery-files.ts';
import { Stop } from '../stop.ts';
import { addUnits, setDutyOfficer, setPeople, type Part } from './organisation.ts';

/** What a demonstration remembers, so that a second run adds nothing twice. */
const Demonstration = z.strictObject({
  /** The day that the generated reports lead up to: another one would make other reports. */
  now: Instant,
  people: z.strictObject({ assessor: Id, investigator: Id }).nullable(),
  dutyOfficer: Id.optional(),
});
type Demonstration = z.infer<typeof Demonstration>;

export function readDemonstration(data: DataFolder): Demonstration {
  const stored = readPrivateJson(data.demonstration, Demonstration);
  if (stored.ok) return stored.value;
  if (stored.code !== 'missing') throw new Stop(stored.reason);
  const fresh = { now: new Date().toISOString(), people: null };
  writePrivateJson(data.demonstration, fresh);
  return fresh;
}

/** Invented officers, both of whose passphrases lie beside the keyring: the demonstration plays the two. */
const officers = ['Imogen Varley', 'Tobias Renshaw'];

async function keyringOf(data: DataFolder, access: HubAccess) {
  const passphrases = () => fixedPassphrases(demonstrationPassphrases(data));
  if (!existsSync(data.keyring) && existsSync(data.oldKeyring)) {
    const [first, second] = demonstrationPassphrases(data);
    await convertKeyring(data, officers, fixedPassphrases([first!, first!, second!]), DEMONSTRATION_WORK_FACTOR);
  }
  return existsSync(data.keyring)
    ? openKeyring(data, passphrases())
    : makeKeyring(data, access, 'Keyring of the demonstration', officers, passphrases(), DEMONSTRATION_WORK_FACTOR);
}

/** Units for the forces, a keyring with their keys, a gateway and two people. What is there already stays. */
export async function setUp(
  data: DataFolder,
  access: HubAccess,
  forces: readonly string[],
): Promise<Record<Part, string>> {
  const admin = adminClient(access);
  await addUnits(admin, forces);
  const recovery = await demonstrationRecoveryKey(data, DEMONSTRATION_WORK_FACTOR);
  const { contents, keep } = await keyringOf(data, access);
  const desks = (await admin.units()).filter(({ kind }) => kind === 'desk').map(({ unit }) => unit);
  const published = await publishUnitKeys(access.transport, contents, desks, keep);
  if (!published.ok) throw new Stop(published.reason);
  if (recovery !== null) {
    const signed = await setRecoveryKey(access.transport, published.contents, recovery);
    if (!signed.ok) throw new Stop(signed.reason);
  }
  const gateway = readGateway(data) ?? (await makeGateway(data, access, 'Gateway of the demonstration'));
  for (const device of [gateway, ...(gateway.apart === undefined ? [] : [gateway.apart])]) {
    const vouched = await grant(access.transport, published.contents, device.device, fingerprintOf(device));
    if (!vouched.ok) throw new Stop(vouched.reason);
  }
  const { now, people, dutyOfficer } = readDemonstration(data);
  const ids = await setPeople(admin, people ?? {});
  writePrivateJson(data.demonstration, { now, people: ids, dutyOfficer: await setDutyOfficer(admin, dutyOfficer) });
  return ids;
}
