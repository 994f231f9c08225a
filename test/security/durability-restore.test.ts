import { beforeAll, expect, test } from 'vitest';
import { carryOver } from '../../electron/vault/backup/carry-over.ts';
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

test('what the hub has after all is left out, and what a colleague has overtaken is told, not signed over', async () => {
  const { report, caseId, waiting, from, restored } = await twoVaults();
  const [screened, assessed] = waiting;
  await restored.receive(
    restored.accepted(screened!, {}),
    restored.accepted(assessed!, { note: 'a telltale heliotrope' }),
  );
  restored.sign({
    caseId,
    type: 'decided',
    facets: decision,
    payload: { rationale: 'Another one.', optionsRejected: [] },
  });
  const carried = carryOver(from, restored.writing);
  expect(carried.signed).toBe(0);
  expect(carried.left).toEqual([{ event: waiting[2]!.header.id, code: 'conflict' }]);
  expect(restored.read(report.header.caseId).file?.decisions.map(({ rationale }) => rationale)).toEqual([
    'Another one.',
  ]);
  from.close();
});
