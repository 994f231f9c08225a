import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { carryOver } from '../../electron/vault/backup/carry-over.ts';
import { makeReferralKey } from '../../electron/vault/referrals/referral-key.ts';
import { sendNow } from '../../electron/vault/referrals/send.ts';
import { caseKey } from '../../electron/vault/store/keys.ts';
import { refusals } from '../../electron/vault/cases/refusals.ts';
import { acceptedFacts } from '../../electron/vault/store/facts.ts';
import { directoryOf } from '../../electron/vault/store/meta.ts';
import { actorOf } from '../../shared/domain/directory.ts';
import { permits } from '../../shared/domain/permits.ts';
import { draftsOf, saveDraft } from '../../electron/vault/cases/drafts.ts';
import { inspect } from '../../electron/vault/integrity/inspect.ts';
import { openReader } from '../../electron/vault/store/connection.ts';
import { openPayload, verifyHeader } from '../../shared/protocol/envelope.ts';
import { makeKeyPair, publicKeyObject } from '../../shared/protocol/keys.ts';
import {
  id,
  organisation,
  reportEvent,
  type Organisation,
  type Workstation,
} from '../integration/support/report-events.ts';
import { TestVault } from '../integration/vault/support/vault.ts';

let org: Organisation;
let anew: Workstation;
beforeAll(async () => {
  const made = await organisation();
  anew = { ...made.assessor, device: id(), signing: makeKeyPair('ed25519'), sealing: makeKeyPair('x25519') };
  const enrolled = made.directory.find(({ facets }) => facets.device === made.assessor.device)!;
  const facets = {
    ...enrolled.facets,
    device: anew.device,
    signingKey: anew.signing.publicKey,
    sealingKey: anew.sealing.publicKey,
  };
  org = { ...made, directory: [...made.directory, { ...enrolled, id: id(), deviceSeq: 1000, facets }] };
});

const decision = { outcomes: ['record'], route: 'here' };

async function twoVaults() {
  const report = reportEvent(org);
  const { caseId } = report.header;
  const old = await new TestVault(org).withDirectory();
  await old.receive(report);
  old.screen([caseId]);
  const assessed = { stage: 'risk', round: 1, danger: 'no' } as const;
  old.sign({ caseId, type: 'assessed', facets: assessed, payload: { note: 'a telltale heliotrope' } });
  old.sign({
    caseId,
    type: 'decided',
    facets: decision,
    payload: { rationale: 'For the record.', optionsRejected: [] },
  });
  saveDraft(old.writing, caseId, 'note new', { text: 'half a thought' });
  const waiting = await old.outbox();
  const from = openReader(old.file, old.key);
  const restored = await new TestVault(org, anew).withDirectory();
  await restored.receive(report);
  return { report, caseId, waiting, from, restored };
}

test('unsent work of a restored vault is signed anew by its new device, names what it replaces, and is there once', async () => {
  const { report, caseId, waiting, from, restored } = await twoVaults();
  expect(waiting.length).toBe(3);
  expect(carryOver(from, restored.writing)).toEqual({ signed: 3, drafts: 1, left: [] });
  const outbox = await restored.outbox();
  expect(
    outbox.map(({ header }) => [header.device, header.deviceSeq, header.supersedes, header.type, header.at]),
  ).toEqual(waiting.map(({ header }, index) => [anew.device, index + 1, header.id, header.type, header.at]));
  const key = Buffer.from(report.caseKey!, 'base64');
  const contents = ({ header, signature, sealed }: (typeof outbox)[number]) =>
    openPayload({ header, signature, sealed: Buffer.from(sealed!, 'base64') }, key);
  expect(outbox.map(contents)).toEqual(waiting.map(contents));
  for (const { header, signature } of outbox)
    expect(verifyHeader(header, signature!, publicKeyObject('ed25519', anew.signing.publicKey))).toBe(true);
  // What stood on an old event stands on its new self, and no old id is left but in `supersedes`.
  const old = new Set(waiting.map(({ header }) => header.id));
  for (const { header } of outbox)
    for (const named of [header.basedOn, ...(header.after ?? [])]) expect(old.has(named ?? '')).toBe(false);
  expect(draftsOf(restored.db, caseId).map(({ content }) => content)).toEqual([{ text: 'half a thought' }]);
  expect(restored.read(caseId).file?.decisions.map(({ rationale }) => rationale)).toEqual(['For the record.']);

  expect(carryOver(from, restored.writing)).toEqual({ signed: 0, drafts: 0, left: [] });
  expect(await inspect(restored.db)).toEqual({ ok: true, findings: [] });
  from.close();
});

test('what the hub has after all is left out, and what a colleague has overtaken goes back to its author with both versions', async () => {
  const { report, caseId, waiting, from, restored } = await twoVaults();
  const [screened, assessed, decided] = waiting;
  await restored.receive(
    restored.accepted(screened!, {}),
    restored.accepted(assessed!, { note: 'a telltale heliotrope' }),
  );
  const theirs = restored.sign({
    caseId,
    type: 'decided',
    facets: decision,
    payload: { rationale: 'Another one.', optionsRejected: [] },
  });
  if (!theirs.ok) throw new Error('not signed');
  const current = theirs.value.event!;
  const [offered] = await restored.outbox();
  await restored.receive(restored.accepted(offered!, { rationale: 'Another one.', optionsRejected: [] }));

  expect(carryOver(from, restored.writing)).toEqual({ signed: 1, drafts: 1, left: [] });
  // Signed by its new device as it was: the hub is asked, not this vault's own view.
  const [anew, ...more] = await restored.outbox();
  expect(more).toEqual([]);
  expect(anew!.header).toMatchObject({ type: 'decided', supersedes: decided!.header.id, at: decided!.header.at });
  expect(anew!.header.basedOn).toBeUndefined();
  const actor = actorOf(directoryOf(restored.db), restored.who.device)!;
  const verdict = permits(actor, acceptedFacts(restored.db, caseId)!.facts, anew!.header);
  expect(verdict).toEqual({ ok: false, refusal: { code: 'conflict', slot: 'decision', current } });

  await restored.sync.verdicts([{ id: anew!.header.id, status: 'refused', code: 'conflict', current }]);
  const [refused] = refusals(restored.db, report.header.caseId);
  expect(refused).toMatchObject({ code: 'conflict', payload: { rationale: 'For the record.' } });
  expect(refused!.current).toMatchObject({ event: current, payload: { rationale: 'Another one.' } });
  expect(restored.read(caseId).file?.decisions.map(({ rationale }) => rationale)).toEqual(['Another one.']);
  expect(carryOver(from, restored.writing)).toEqual({ signed: 0, drafts: 0, left: [] });
  from.close();
});

/** A decided case whose pack was sent from the old vault; what `twoVaults` makes, and the id of the referral. */
async function aSentPack() {
  const report = reportEvent(org);
  const { caseId } = report.header;
  const old = await new TestVault(org).withDirectory();
  await old.receive(report);
  old.screen([caseId]);
  old.sign({
    caseId,
    type: 'decided',
    facets: { outcomes: ['investigate'], route: 'here' },
    payload: { rationale: 'Clear.', optionsRejected: [] },
  });
  const { device, sealing } = org.investigator;
  const referral = id();
  const made = await makeReferralKey(referral, [{ device, sealingKey: sealing.publicKey }], randomBytes);
  const pack = {
    reference: 'D-1',
    title: 'Money at the custody desk',
    marking: 'OFFICIAL-SENSITIVE' as const,
    handling: 'Named readers only.',
    request: 'Please investigate.',
    subjects: [],
    statements: [
      {
        statement: id(),
        text: 'He took money.',
        grade: { source: '2', information: 'D', handling: 'C', action: 'A1', sanitisation: 'S2' } as const,
      },
    ],
  };
  const command = { caseId, unit: 'MPS-INV', outcome: 'investigate', pack, holdSeconds: 0 } as const;
  const sent = sendNow(old.writing, command as unknown as Parameters<typeof sendNow>[1], made, null);
  if (!sent.ok) throw new Error(sent.error.code);
  const from = openReader(old.file, old.key);
  const restored = await new TestVault(org, anew).withDirectory();
  await restored.receive(report);
  return { report, old, from, restored, referral, made, pack };
}

test('a pack that had not been sent is signed anew by a restored vault, and its recipients can open it', async () => {
  const { from, restored, referral, made, pack } = await aSentPack();
  expect(carryOver(from, restored.writing)).toMatchObject({ signed: 4, left: [] });
  const outbox = await restored.outbox();
  const [referred, issued] = outbox.slice(-2);
  expect(issued!.header).toMatchObject({ type: 'referral_issued', caseId: referral, after: [referred!.header.id] });
  const { header, signature, sealed } = issued!;
  expect(openPayload({ header, signature, sealed: Buffer.from(sealed!, 'base64') }, Buffer.from(made.key))).toEqual({
    pack,
  });

  // The key stays for as long as it may have to be signed once more, and no longer.
  expect(caseKey(restored.db, referral)).toEqual(Buffer.from(made.key));
  const accepted = outbox.map(({ header }) => ({ id: header.id, status: 'accepted' as const, seq: 1 }));
  await restored.sync.verdicts(accepted as never);
  expect(caseKey(restored.db, referral)).toBeNull();
  from.close();
});

test('a pack that the hub has keeps no restore waiting, and one that it has forgotten is said to be left', async () => {
  const { report, old, from, restored, referral } = await aSentPack();
  const outbox = await old.outbox();
  await old.sync.verdicts(outbox.map(({ header }) => ({ id: header.id, status: 'accepted', seq: 1 })) as never);
  expect(caseKey(old.db, referral)).toBeNull();
  const later = openReader(old.file, old.key);

  // A hub that has neither: nobody could open what would be signed, and no key is still to come.
  const [, , referred, issued] = outbox.map(({ header }) => header.id);
  expect(carryOver(later, restored.writing)).toMatchObject({
    signed: 2,
    left: [referred, issued].map((event) => ({ event, code: 'referral_unsent' })),
  });

  const another = await new TestVault(org, anew).withDirectory();
  await another.receive(report, ...outbox.slice(0, 3).map((event) => old.accepted(event, null)));
  expect(carryOver(later, another.writing)).toMatchObject({ signed: 0, left: [] });
  later.close();
  from.close();
});
