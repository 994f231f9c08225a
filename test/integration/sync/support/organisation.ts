import { v7 } from 'uuid';
import type { Membership } from '../../../../shared/domain/events/directory.ts';
import { fingerprint } from '../../../../shared/protocol/keys.ts';
import { demonstrationReports } from '../../../../server/demo/reports.ts';
import { enrolDevice } from '../../../../server/device/hub-client.ts';
import { fingerprintOf, newDeviceIdentity } from '../../../../server/device/identity.ts';
import { injectTransport } from '../../../../server/device/transport.ts';
import { newGatewayIdentity, type EnrolledGateway } from '../../../../server/gateway/identity.ts';
import { importReports } from '../../../../server/gateway/import.ts';
import { addUnit, setUser } from '../../../../server/hub/feed/directory-changes.ts';
import { issueCode } from '../../../../server/hub/feed/enrol.ts';
import { openHub, type HubOptions } from '../../../../server/hub/hub.ts';
import type { DatabasePlace } from '../../../../server/hub/store/database.ts';
import { newIdentity } from '../../../../server/hub/identity.ts';
import type { Keyring } from '../../../../server/keyring/contents.ts';
import { grant, initialise, publishUnitKeys } from '../../../../server/keyring/keyring.ts';
import { twoOfficers } from '../../support/officers.ts';
import type { VaultIdentity } from '../../../../electron/vault/sync/sync-store.ts';

const units = [
  { unit: 'MPS', name: 'Desk one', kind: 'desk', force: 'MPS' },
  { unit: 'GMP', name: 'Desk two', kind: 'desk', force: 'GMP' },
  { unit: 'MPS-INV', name: 'Investigators', kind: 'investigation', force: 'MPS' },
  { unit: 'AUDIT', name: 'Auditors', kind: 'audit' },
] as const;

/** The real hub on PGlite, listening on this machine, with a real gateway and a real keyring. */
export async function startOrganisation(
  database: DatabasePlace = { kind: 'memory' },
  given: Partial<Pick<HubOptions, 'identity' | 'clock'>> = {},
) {
  const opened = await openHub({ database, identity: newIdentity(), adminToken: 'a'.repeat(40), ...given });
  if (!opened.ok) throw new Error(opened.reason);
  const { hub, app, close } = opened.hub;
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const transport = injectTransport(app);
  for (const unit of units) await addUnit(hub, unit);

  const person = async (name: string, memberships: Membership[], user: string = v7(), collarNumber?: string) => {
    const set = await setUser(hub, { user, name, memberships, ...(collarNumber !== undefined && { collarNumber }) });
    if (!set.ok) throw new Error('unknown units');
    return user;
  };
  const codeFor = async (user: string) => (await issueCode(hub, user))!.code;

  const officer = await person('Keyring', [{ unit: 'AUDIT', role: 'keyring' }]);
  const made = await initialise(transport, await codeFor(officer), async () => undefined, twoOfficers);
  if (!made.ok) throw new Error(made.reason);
  const published = await publishUnitKeys(transport, made.contents, ['MPS', 'GMP'], async () => undefined);
  if (!published.ok) throw new Error(published.reason);
  let keyring = published.contents;

  const clerk = await person('Gateway', [{ unit: 'AUDIT', role: 'gateway' }]);
  const newGateway = newGatewayIdentity();
  const enrolled = await enrolDevice(transport, newGateway, await codeFor(clerk));
  if (!enrolled.ok) throw new Error(enrolled.problem.title);
  const second = await enrolDevice(transport, newDeviceIdentity(), await codeFor(clerk));
  if (!second.ok) throw new Error(second.problem.title);
  const gateway = { ...newGateway, ...enrolled.value, apart: second.value } as EnrolledGateway;
  for (const device of [enrolled.value, second.value]) {
    const vouched = await grant(transport, keyring, device.device, fingerprintOf(device));
    if (!vouched.ok) throw new Error(vouched.reason);
  }

  const tryImport = async (reports: readonly object[], folder = '/') => {
    const failures: string[] = [];
    const imported = await importReports({
      lines: reports.map((report, index) => ({ number: index + 1, text: JSON.stringify(report) })),
      folder,
      transport,
      gateway,
      onFailure: (line, reason) => failures.push(`${line}: ${reason}`),
    });
    return { imported, failures };
  };

  return {
    hub,
    app,
    address,
    transport,
    gateway,
    tryImport,
    person,
    codeFor,
    close,
    officer,
    keyring: () => keyring,
    keepKeyring: async (changed: Keyring) => void (keyring = changed),
    /** The officer compares the fingerprint and grants the desks' keys. */
    grant: async (who: VaultIdentity | { device: string; fingerprint: string }) => {
      const { device } = who;
      const fingers =
        'fingerprint' in who
          ? who.fingerprint
          : fingerprint(who.signing.publicKey, who.sealing.publicKey, who.keyringKey ?? null);
      const granted = await grant(transport, keyring, device, fingers);
      if (!granted.ok) throw new Error(granted.reason);
    },
    /** Imports lines of an inbound file, with the files that lie in its folder. */
    importLines: async (given: readonly string[], folder: string) => {
      const failures: string[] = [];
      const imported = await importReports({
        lines: given.map((text, index) => ({ number: index + 1, text })),
        folder,
        transport,
        gateway,
        onFailure: (line, reason) => failures.push(`${line}: ${reason}`),
      });
      if (!imported.ok || failures.length > 0) throw new Error(`import: ${failures.slice(0, 3).join('; ')}`);
    },
    /** Imports invented reports for one force through the gateway. */
    importReports: async (count: number, force: string, seed = 1) => {
      const now = new Date(Date.UTC(2026, 2, 1));
      const reports = [...demonstrationReports({ count, seed, now, forces: [force] })];
      const { imported, failures } = await tryImport(reports);
      if (!imported.ok || imported.summary.imported !== count)
        throw new Error(`import: ${JSON.stringify(imported)} ${failures.slice(0, 3).join('; ')}`);
    },
  };
}
export type Organisation = Awaited<ReturnType<typeof startOrganisation>>;
