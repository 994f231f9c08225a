/** A named-readers case that no workstation can open any more is given back by the keyring's officers and the recovery key. */
import { randomBytes } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { moveKeys, sealForMove, signMove } from '../../../electron/vault/moving/move-case.ts';
import { lateKeys } from '../../../electron/vault/readers/late-keys.ts';
import { renewKeys, sealNewKeys, staleKeys } from '../../../electron/vault/readers/stale-keys.ts';
import { acceptedFacts } from '../../../electron/vault/store/facts.ts';
import { caseKeysHeld } from '../../../electron/vault/store/keys.ts';
import { adminClient } from '../../../server/cli/admin-client.ts';
import { withdrawDevice } from '../../../server/hub/feed/directory-changes.ts';
import { returnCase, type KeyGiven } from '../../../server/keyring/return-keys.ts';
import type { CaseFacts } from '../../../shared/domain/facts.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { permits } from '../../../shared/domain/permits.ts';
import { signHeader } from '../../../shared/protocol/envelope.ts';
import { makeKeyPair, privateKeyObject } from '../../../shared/protocol/keys.ts';
import { sealToRecovery } from '../../../shared/protocol/readers-key.ts';
import { faultsOf, round, settled, startOffice, type Office } from '../moves/office.ts';
import type { Workstation } from '../sync/support/workstation.ts';

const assessor = { unit: 'MPS', role: 'assessor' } as const;
const TEXT = 'A heron by the custody gate.';

let office: Office;
let [sunita, sam, ivo]: Workstation[] = [];
let caseId: string;
/** The organisation's recovery key, an age identity. */
let recovery: string;

/** A case that was set apart for two, of whom the one's workstation was withdrawn since: two keys, and a task under the newest. */
beforeEach(async () => {
  office = await startOffice();
  await office.organisation.importReports(1, 'MPS', 5);
  sunita = await office.workstation('Sunita Vale', { unit: 'MPS', role: 'supervisor' });
  sam = await office.workstation('Sam Orrell', assessor);
  ivo = await office.workstation('Ivo Lindt', assessor);
  [caseId] = sam.caseIds() as [string];
  recovery = await generateIdentity();
  const recipient = await identityToRecipient(recovery);
  const readers = [sunita, sam].map(({ identity }) => identity.user);
  const move = { caseId, to: 'readers' as const, readers, reason: 'It concerns somebody of this floor.' };
  sam.sign(caseId, 'screened', { result: 'none' });
  sam.sign(caseId, 'apart_requested', { readers }, { why: move.reason });
  await settled(sam);
  await round(sunita);
  const keys = moveKeys(sunita.vault.db, move);
  if (!keys.ok) throw new Error(JSON.stringify(keys));
  const made = await sealForMove(move, keys.value, recipient, randomBytes);
  expect(signMove(sunita.vault, { move, made })).toMatchObject({ ok: true });
  await round(sunita, sam);
  await withdrawDevice(office.organisation.hub, sam.identity.device);
  await round(sunita);
  renewKeys(sunita.vault, await sealNewKeys(staleKeys(sunita.vault.db), recipient, randomBytes));
  await round(sunita);
  sunita.sign(caseId, 'screened', { result: 'none' });
  sunita.sign(caseId, 'task_set', { kind: 'task', holder: null }, { text: TEXT });
  await round(sunita);
});
afterEach(async () => {
  expect(await faultsOf(office.organisation)).toEqual([]);
  expect(await office.close()).toEqual([]);
});

const admin = () => adminClient({ transport: office.organisation.transport, adminToken: 'a'.repeat(40) });
const keysAt = (one: Workstation) => caseKeysHeld(one.vault.db, caseId).map((key) => key.toString('hex'));
const give = async (device: string, given?: readonly KeyGiven[], identity = recovery) => {
  const found = await admin().keysOfCase(caseId);
  const { transport, keyring } = office.organisation;
  return returnCase(transport, keyring(), { caseId, readers: found.readers, device }, given ?? found.given, identity);
};
const reads = (one: Workstation) =>
  one.count(`events WHERE type = 'task_set' AND payload ->> '$.text' = '${TEXT}'`) === 1;
const reason = (words: string) => ({ ok: false, reason: expect.stringContaining(words) });

test('a reader has it again on another workstation, where no workstation in use had its keys', async () => {
  const held = keysAt(sunita!).slice(0, 2);
  expect(await admin().casesApart()).toMatchObject([{ caseId, unit: 'MPS', holders: 1 }]);
  await withdrawDevice(office.organisation.hub, sunita!.identity.device);
  expect(await admin().casesApart()).toMatchObject([{ caseId, holders: 0 }]);
  expect((await admin().casesApart())[0]!.reference).not.toBe('');

  const another = await office.at(sunita!.identity.user);
  expect(reads(another)).toBe(false);
  expect(await give(another.identity.device)).toEqual({ ok: true, name: 'Sunita Vale', keys: 2, without: 0 });
  await round(another);
  // Newest first, as its last reader had them: what is written from now on is sealed with the newest.
  expect(keysAt(another).slice(0, 2)).toEqual(held);
  expect(reads(another)).toBe(true);
  another.sign(caseId, 'task_set', { kind: 'task', holder: null }, { text: 'Taken up again.' });
  await round(another);
  expect(await admin().casesApart()).toMatchObject([{ caseId, holders: 1 }]);
  // The other reader's next workstation is given the keys by hers.
  const next = await office.at(sam!.identity.user);
  await round(another);
  expect(lateKeys(another.vault.db).map(({ user }) => user)).toEqual([next.identity.user]);
});

test('where every reader is gone, whoever it is given to becomes one', async () => {
  await withdrawDevice(office.organisation.hub, sunita!.identity.device);
  await round(ivo!);
  expect(ivo!.caseIds()).not.toContain(caseId);
  expect(await give(ivo!.identity.device)).toMatchObject({ ok: true, name: 'Ivo Lindt', keys: 2 });
  await round(ivo!);
  expect(ivo!.caseIds()).toContain(caseId);
  expect(reads(ivo!)).toBe(true);
  expect((await admin().keysOfCase(caseId)).readers).toContain(ivo!.identity.user);
});

test('nobody gets it who works at no desk; the wrong recovery key opens nothing', async () => {
  const rhian = await office.workstation('Rhian Calloway', { unit: 'MPS-INV', role: 'investigator' });
  expect(await give(rhian.identity.device)).toMatchObject(reason('grant'));
  const nobody = v7();
  expect(await give(nobody)).toMatchObject(reason(nobody));
  expect(await give(sam!.identity.device)).toMatchObject(reason('in use'));
  expect(await give(ivo!.identity.device, undefined, await generateIdentity())).toMatchObject(
    reason('not the recovery key'),
  );
  await expect(admin().keysOfCase(v7())).rejects.toThrow('no such named-readers case');
});

test('the hub keeps it from whom it is closed to, and every other work on it from the keyring', async () => {
  const keyring = { user: v7(), device: v7(), memberships: [{ unit: 'AUDIT', role: 'keyring' as const }] };
  const facts = acceptedFacts(sunita!.vault.db, caseId)!.facts as CaseFacts;
  const { given } = await admin().keysOfCase(caseId);
  const { header } = given.find(({ header: { type } }) => type === 'reader_key_renewed')!;
  const { user } = ivo!.identity;
  const said = (type: string, facets: object, of: CaseFacts = facts) =>
    permits(keyring, of, { ...header, type, v: 1, facets: facets as EventHeader['facets'] });
  expect(said('reader_added', { user, keys: [] })).toEqual({ ok: true });
  const closed = { ...facts, apart: { ...facts.apart!, closedTo: [user] } };
  const declared = { ...facts, screened: { ...facts.screened, [user]: 'declared' as const } };
  for (const of of [closed, declared])
    expect(said('reader_added', { user, keys: [] }, of)).toMatchObject({ refusal: { reason: 'cannot_receive' } });
  for (const [type, facets] of [
    ['reader_key_renewed', header.facets],
    ['labelled', { label: 'MEDIA', on: true }],
  ] as const)
    expect(said(type, facets as object)).toMatchObject({ ok: false, refusal: { reason: 'case_unknown' } });
});

test('a key that the hub slips in is refused: only what a vouched workstation signed counts, in the order of its ids', async () => {
  const { given } = await admin().keysOfCase(caseId);
  const renewed = given.find(({ header }) => header.type === 'reader_key_renewed')!;
  const slipped = await sealToRecovery(caseId, randomBytes(32), await identityToRecipient(recovery));
  const caseKey = { ...(renewed.header.facets as { caseKey: object }).caseKey, recovery: slipped };
  const forged = { ...renewed.header, id: v7(), facets: { caseKey } } as KeyGiven['header'];
  const rogue = privateKeyObject('ed25519', makeKeyPair('ed25519').privateKey);
  for (const header of [forged, { ...forged, device: v7() }])
    expect(
      await give(ivo!.identity.device, [{ header, signature: signHeader(header, rogue) }, ...given]),
    ).toMatchObject(reason('signed by nobody'));
  // Told in the wrong order, the newest key is still the newest.
  expect(await give(ivo!.identity.device, given.toReversed())).toMatchObject({ ok: true, keys: 2 });
  await round(ivo!);
  expect(keysAt(ivo!).slice(0, 2)).toEqual(keysAt(sunita!).slice(0, 2));
});
