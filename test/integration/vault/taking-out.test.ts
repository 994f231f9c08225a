import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, test } from 'vitest';
import type { VaultPolicy } from '../../../shared/bridge/policy.ts';
import { PrintDelivery } from '../../../shared/bridge/taking-out.ts';
import { openPayload } from '../../../shared/protocol/envelope.ts';
import { hpkeOpen, journalContext } from '../../../shared/protocol/keys.ts';
import { id, organisation, reportEvent, type Organisation } from '../support/report-events.ts';
import { temporaryFolder } from './support/vault.ts';
import { PASSPHRASE, TestWorkstation } from './support/workstation.ts';

const policy: VaultPolicy = {
  hubAddress: null,
  recoveryRecipient: null,
  destroySlotAfterTenTries: false,
  allowExport: true,
  allowPrint: true,
  showLastUser: false,
};
const narrative = 'The sergeant took the keys. '.repeat(20).trim();
const phrase = 'otters paddle quietly before breakfast';

let org: Organisation;
beforeAll(async () => {
  org = await organisation();
});

/** A workstation with one case, screened, with a statement and a reporter clue; of a supervisor or an assessor. */
async function office(role: 'supervisor' | 'assessor', more: Partial<VaultPolicy> = {}) {
  const station = new TestWorkstation(org);
  station.policy = { ...policy, ...more };
  await station.start();
  await station.setUp();
  const user = org.directory.find((each) => each.type === 'user_set' && each.facets.user === org.assessor.user)!;
  const memberships = [
    { unit: 'MPS', role: 'assessor' },
    { unit: 'MPS', role },
  ];
  await station.receiveDirectory([
    ...org.directory,
    { ...user, id: id(), facets: { ...user.facets, memberships } },
    org.auditKeyEvent,
  ]);
  const [taken] = await station.receive(reportEvent(org, { narrative }));
  const { caseId } = taken!.header;
  await station.page.value('screen.sign', { none: [caseId], declared: [] });
  await expect
    .poll(async () => (await station.store.outbox(50, 1 << 20)).map(({ header }) => header.type))
    .toContain('journal_opened');
  const { narrativeSha256 } = await station.page.value('case.read', { caseId });
  for (const [kind, start, end] of [
    ['statement', 0, 27],
    ['reporter_clue', 4, 12],
  ] as const) {
    const target = {
      start,
      end,
      exact: narrative.slice(start, end),
      prefix: '',
      suffix: '',
      textSha256: narrativeSha256!,
    };
    await station.page.value('case.sign', { caseId, type: 'annotated', facets: { kind }, payload: { target } });
  }
  const journalled = async () =>
    (await station.store.outbox(200, 1 << 20)).filter(({ header }) => ['printed', 'exported'].includes(header.type));
  const deliver = async (grant: string) => {
    const said: unknown[] = [];
    await station.vault.print(grant, { postMessage: (message) => void said.push(message), start: () => undefined });
    expect(said).toHaveLength(1);
    return PrintDelivery.parse(said[0]);
  };
  return { station, caseId, journalled, deliver };
}

const about = { reason: 'hearing', takenTo: 'The panel’s clerk' } as const;
const print = (caseId: string) => ({ caseId, ...about, parts: ['report', 'annotations'] as const, seal: null });
const asPrint = (caseId: string) => ({ ...print(caseId), parts: [...print(caseId).parts] });

describe('a print', () => {
  test('is refused to an assessor, by code, and nothing is journalled', async () => {
    const { station, caseId, journalled } = await office('assessor');
    expect(await station.page.call('print.ask', asPrint(caseId))).toMatchObject({
      ok: false,
      error: { code: 'not_permitted', detail: { reason: 'role_missing', who: 'supervisor' } },
    });
    expect(
      await station.page.call('export.ask', { caseId, ...about, seal: { kind: 'passphrase', passphrase: phrase } }),
    ).toMatchObject({ ok: false, error: { code: 'not_permitted' } });
    expect(await journalled()).toEqual([]);
  });

  test('is refused by the policy, a sealed one by that for copies, whatever the role', async () => {
    const { station, caseId, journalled } = await office('supervisor', { allowPrint: false, allowExport: false });
    const seal = { kind: 'passphrase', passphrase: phrase } as const;
    expect(await station.page.call('print.ask', asPrint(caseId))).toMatchObject({
      error: { code: 'print_not_allowed' },
    });
    expect(await station.page.call('export.ask', { caseId, ...about, seal })).toMatchObject({
      error: { code: 'export_not_allowed' },
    });
    expect(
      await station.page.call('vault.backup', { folder: temporaryFolder(), passphrase: PASSPHRASE }),
    ).toMatchObject({
      error: { code: 'export_not_allowed' },
    });
    expect(await journalled()).toEqual([]);
    const other = await office('supervisor', { allowExport: false });
    expect(await other.station.page.call('print.ask', { ...asPrint(other.caseId), seal })).toMatchObject({
      error: { code: 'export_not_allowed' },
    });
  });

  test('is in the journal before its contents are given, once, and holds no more than was asked for', async () => {
    const { station, caseId, journalled, deliver } = await office('supervisor');
    const { grant } = await station.page.value('print.ask', asPrint(caseId));
    expect(await journalled()).toEqual([]);
    const delivery = await deliver(grant);
    if (!delivery.ok) throw new Error(delivery.code);
    if (!('file' in delivery.document)) throw new Error('a pack');
    const { file, reference, printedBy, takenTo } = delivery.document;
    expect({ reference, printedBy, takenTo }).toMatchObject({ printedBy: org.assessor.name, takenTo: about.takenTo });
    expect(file.report?.narrative).toBe(narrative);
    expect(file.annotations.map(({ kind }) => kind)).toEqual(['statement']);
    expect([file.decisions, file.assessments, file.timeline]).toEqual([[], [], []]);
    expect([delivery.document.recipients, delivery.document.unitNames, file.work.told]).toEqual([[], {}, []]);

    const [entry, ...others] = await journalled();
    expect(others).toEqual([]);
    expect(entry!.header).toMatchObject({
      type: 'printed',
      caseId: org.assessor.device,
      facets: { reason: 'hearing', parts: ['report', 'annotations'], to: 'printer' },
    });
    expect(JSON.stringify(entry)).not.toContain(caseId);
    // Only the auditors read for which case, and for whom.
    const opened = (await station.store.outbox(200, 1 << 20)).find(({ header }) => header.type === 'journal_opened')!;
    const key = await hpkeOpen(
      org.auditKey.privateKey,
      opened.header.facets.caseKey as never,
      'candour-journal-v1',
      journalContext(org.assessor.device),
    );
    const sealed = Buffer.from(entry!.sealed!, 'base64');
    expect(openPayload({ header: entry!.header, signature: null, sealed }, key!)).toEqual({
      caseId,
      takenTo: about.takenTo,
    });

    expect(await deliver(grant)).toEqual({ ok: false, code: 'grant_spent' });
    expect(await journalled()).toHaveLength(1);
  });

  test('tells who was told where decisions are printed, and of the charity codes alone', async () => {
    const { station, caseId, deliver } = await office('supervisor');
    const told = {
      kind: 'safeguarding',
      asks: ['WELFARE_CHECK'],
      toldAt: new Date().toISOString(),
      means: 'TELEPHONE',
    };
    const words = { who: 'Duty officer', passed: 'A heron was seen at the gate.' };
    const at = { caseId, holdSeconds: 0 };
    await station.page.value('case.sign', { ...at, type: 'recipient_told', facets: told, payload: words });
    const check = { asksToAct: false, reveals: false, endangers: false };
    const asked = { text: 'Who saw the heron?', purpose: 'To know where to look.', check };
    const question = { ...at, type: 'question_proposed' as const, facets: {}, payload: asked };
    await station.page.value('case.sign', question);
    const { grant } = await station.page.value('print.ask', { ...asPrint(caseId), parts: ['decisions'] });
    const delivery = await deliver(grant);
    if (!delivery.ok || !('file' in delivery.document)) throw new Error('no case');
    const { recipients, file } = delivery.document;
    expect(recipients).toMatchObject([{ kind: 'safeguarding', way: 'hand', state: 'sent' }]);
    expect(file.work.told).toMatchObject([{ recipient: recipients[0]!.id, telling: { contents: words } }]);
    expect(JSON.stringify(delivery)).not.toContain('Who saw the heron?');
    expect(file.report).toBeNull();
  });

  test('is not given where the journal cannot be written: the role is gone meanwhile', async () => {
    const { station, caseId, journalled, deliver } = await office('supervisor');
    const { grant } = await station.page.value('print.ask', asPrint(caseId));
    const user = org.directory.find((each) => each.type === 'user_set' && each.facets.user === org.assessor.user)!;
    await station.receiveDirectory([{ ...user, id: id() }]);
    expect(await deliver(grant)).toEqual({ ok: false, code: 'not_permitted' });
    expect(await journalled()).toEqual([]);
  });

  test('waits for a journal that auditors can read', async () => {
    const station = new TestWorkstation(org);
    await station.start();
    await station.setUp();
    const user = org.directory.find((each) => each.type === 'user_set' && each.facets.user === org.assessor.user)!;
    await station.receiveDirectory([
      ...org.directory,
      { ...user, id: id(), facets: { ...user.facets, memberships: [{ unit: 'MPS', role: 'supervisor' }] } },
    ]);
    const [taken] = await station.receive(reportEvent(org, { narrative }));
    const { caseId } = taken!.header;
    await station.page.value('screen.sign', { none: [caseId], declared: [] });
    expect(await station.page.call('print.ask', asPrint(caseId))).toMatchObject({
      error: { code: 'journal_not_open' },
    });
  });
});

describe('an encrypted copy', () => {
  test('to an age key opens with the age program, holds every event but the clues, and is journalled by its hash', async () => {
    const { station, caseId, journalled } = await office('supervisor');
    const folder = temporaryFolder();
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    const { grant } = await station.page.value('export.ask', {
      caseId,
      ...about,
      seal: { kind: 'recipient', recipient },
    });
    const file = join(folder, 'candour-export-2026-03-02.age');
    expect(await station.vault.save(grant, file, null)).toBeNull();
    expect(await station.vault.save(grant, `${file}2`, null)).toBe('grant_spent');
    expect(readdirSync(folder)).toEqual(['candour-export-2026-03-02.age']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'latin1')).not.toContain('sergeant');

    const keyFile = join(folder, 'identity');
    writeFileSync(keyFile, `${identity}\n`);
    const opened = JSON.parse(execFileSync('age', ['-d', '-i', keyFile, file], { encoding: 'utf8' })) as {
      narrative: string;
      case: { annotations: { kind: string }[] };
      events: { header: { type: string; facets: { kind?: string } }; signature: string; payload: unknown }[];
      signingKeys: Record<string, string>;
    };
    expect(opened.narrative).toBe(narrative);
    expect(opened.case.annotations.map(({ kind }) => kind)).toEqual(['statement']);
    expect(opened.events.map(({ header }) => header.type)).toEqual([
      'report_received',
      'screened',
      'annotated',
      'annotated',
    ]);
    for (const { header, payload, signature } of opened.events) {
      expect(payload === null).toBe(header.facets.kind === 'reporter_clue');
      expect(signature).toMatch(/^[A-Za-z0-9+/]{86}==$/);
    }
    expect(Object.keys(opened.signingKeys).sort()).toEqual([org.gateway.device, org.assessor.device].sort());

    const entries = await journalled();
    expect(entries.map(({ header }) => header)).toMatchObject([
      { type: 'exported', facets: { reason: 'hearing', sealedTo: 'age_recipient' } },
    ]);
  });

  test('to a passphrase takes none that is easy to guess, and is an age file that asks for it', async () => {
    const { station, caseId, journalled } = await office('supervisor');
    const ask = (passphrase: string) =>
      station.page.call('export.ask', { caseId, ...about, seal: { kind: 'passphrase', passphrase } });
    expect(await ask('password1234')).toMatchObject({ error: { code: 'weak_passphrase' } });
    const asked = await ask(phrase);
    if (!asked.ok) throw new Error(asked.error.code);
    const file = join(temporaryFolder(), 'copy.age');
    expect(await station.vault.save(asked.value.grant, file, null)).toBeNull();
    expect(readFileSync(file, 'latin1')).toMatch(/^age-encryption.org\/v1\n-> scrypt /);
    expect(await journalled()).toHaveLength(1);
  });

  test('that cannot be written leaves nothing, and says so', async () => {
    const { station, caseId, journalled } = await office('supervisor');
    const identity = await generateX25519Identity();
    const seal = { kind: 'recipient', recipient: await identityToRecipient(identity) } as const;
    const { grant } = await station.page.value('export.ask', { caseId, ...about, seal });
    const file = join(temporaryFolder(), 'no-such-folder', 'copy.age');
    expect(await station.vault.save(grant, file, null)).toBe('file_not_written');
    expect(existsSync(file)).toBe(false);
    // It was sealed to go: that is what the journal says.
    expect(await journalled()).toHaveLength(1);
  });
});
