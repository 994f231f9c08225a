import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FacetsOf } from '../../../shared/domain/events/index.ts';
import { openChunk } from '../../../shared/protocol/chunks.ts';
import { open, openPayload } from '../../../shared/protocol/envelope.ts';
import { batchContext, caseKeyContext, hpkeOpen } from '../../../shared/protocol/keys.ts';
import type { FeedEvent } from '../../../shared/protocol/calls.ts';
import { demonstrationReports } from '../../../server/demo/reports.ts';
import { enrolDevice } from '../../../server/device/hub-client.ts';
import type { Transport } from '../../../server/device/transport.ts';
import { Unreachable } from '../../../server/device/transport.ts';
import { newGatewayIdentity, type EnrolledGateway } from '../../../server/gateway/identity.ts';
import { importReports } from '../../../server/gateway/import.ts';
import { linesOf, type Line } from '../../../server/gateway/lines.ts';
import { issueCode } from '../../../server/hub/feed/enrol.ts';
import type { Keyring } from '../../../server/keyring/contents.ts';
import { initialise, publishUnitKeys } from '../../../server/keyring/keyring.ts';
import { twoOfficers } from '../support/officers.ts';
import { hubDatabases, type HubDatabase } from '../support/hub-databases.ts';
import { testHub, type TestDevice, type TestHub } from '../support/hub-organisation.ts';

type Given = Record<string, unknown>;

/** Lines of an inbound file out of changes to a plain report. */
const jsonl = (...reports: (Given | string)[]) =>
  reports.map((report) => (typeof report === 'string' ? report : JSON.stringify(report))).join('\n');

const report = (reference: string, changed: Given = {}): Given => ({
  reference,
  channel: 'web',
  reporterMode: 'anonymous',
  keepInContact: true,
  receivedAt: '2026-02-01T10:00:00.000Z',
  disseminatedAt: '2026-02-01T11:00:00.000Z',
  urgency: 'routine',
  force: 'MPS',
  categories: [],
  narrative: `The account given under ${reference}.`,
  subjects: [{ name: 'Invented Person', rank: 'sergeant' }],
  peopleAtRisk: [],
  attachments: [],
  ...changed,
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

for (const kind of hubDatabases)
  describe.skipIf(!kind.available)(`import into a hub on ${kind.name}`, () => {
    let database: HubDatabase;
    let hub: TestHub;
    let gateway: EnrolledGateway;
    let keyring: Keyring;
    let assessor: TestDevice;
    let folder: string;
    let failures: string[];
    beforeAll(async () => void (database = await kind.start()));
    afterAll(() => database.stop());
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'candour-import-'));
      failures = [];
      hub = await testHub(await database.fresh());
      const code = async (role: 'keyring' | 'gateway') =>
        (await issueCode(hub.hub, await hub.addUser([{ unit: 'AUDIT', role }])))!.code;
      const made = await initialise(hub.transport, await code('keyring'), async () => undefined, twoOfficers);
      if (!made.ok) throw new Error(made.reason);
      const published = await publishUnitKeys(hub.transport, made.contents, ['MPS'], async () => undefined);
      if (!published.ok) throw new Error(published.reason);
      keyring = published.contents;
      const fresh = newGatewayIdentity();
      const enrolled = await enrolDevice(hub.transport, fresh, await code('gateway'));
      if (!enrolled.ok) throw new Error(enrolled.problem.code);
      gateway = { ...fresh, ...enrolled.value };
      assessor = await hub.person({ unit: 'MPS', role: 'assessor' }, { unit: 'GMP', role: 'assessor' });
    });
    afterEach(async () => {
      await hub.close();
      rmSync(folder, { recursive: true });
    });

    const run = async (
      lines: string | AsyncIterable<Line> | Iterable<Line>,
      options: { dryRun?: boolean; transport?: Transport } = {},
    ) => {
      failures = [];
      return importReports({
        lines: typeof lines === 'string' ? linesOf(bytesOf(lines)) : lines,
        folder,
        transport: hub.transport,
        gateway,
        onFailure: (line, reason) => failures.push(`line ${line}: ${reason}`),
        ...options,
      });
    };
    async function* bytesOf(text: string) {
      yield Buffer.from(text);
    }

    async function feed(): Promise<FeedEvent[]> {
      const events: FeedEvent[] = [];
      for (;;) {
        const page = await assessor.client.feed('desk:MPS', 1, events.length);
        if (!page.ok) throw new Error(page.problem.code);
        events.push(...page.value.events);
        if (!page.value.hasMore) return events;
      }
    }

    /** The case key, as a device of the desk gets it: by the unit's private key. */
    async function caseKeyOf(event: FeedEvent): Promise<Buffer> {
      const { batch, desk, sealed, wrapped } = (event.header.facets as FacetsOf<'report_received'>).caseKey;
      const unitKey = keyring.units['MPS']!.find((key) => key.key === desk)!;
      const batchKey = await hpkeOpen(unitKey.privateKey, sealed, 'candour-batch-v1', batchContext(batch, 'MPS'));
      return open(batchKey!, Buffer.from(wrapped, 'base64'), caseKeyContext(event.header.caseId))!;
    }
    const contents = async (event: FeedEvent) =>
      openPayload({ ...event, sealed: Buffer.from(event.sealed!, 'base64') }, await caseKeyOf(event)) as Given;

    test("what the gateway sealed opens with the keyring's key of the desk, and holds the report", async () => {
      await run(
        jsonl(
          report('A-1'),
          report('A-2', { parentReference: 'A-1', channel: 'follow_up', occurredWhen: 'in spring' }),
        ),
      );
      const [first, second] = await feed();
      expect(await contents(first!)).toMatchObject({
        narrative: 'The account given under A-1.',
        subjects: [{ name: 'Invented Person', rank: 'sergeant' }],
      });
      expect(await contents(second!)).toMatchObject({ occurredWhen: 'in spring' });
      expect(second!.header.facets).toMatchObject({
        unit: 'MPS',
        force: 'MPS',
        parentReference: 'A-1',
        channel: 'follow_up',
      });
      expect((await caseKeyOf(first!)).equals(await caseKeyOf(second!))).toBe(false);
      const keys = [first!, second!].map((e) => (e.header.facets as FacetsOf<'report_received'>).caseKey);
      expect(keys[0]!.sealed).toEqual(keys[1]!.sealed);
    });

    test('the same file again adds nothing; other content under a reference is an error of its line', async () => {
      const file = jsonl(report('B-1'), report('B-2'));
      expect(await run(file)).toMatchObject({ ok: true, summary: { lines: 2, imported: 2, repeated: 0, failed: 0 } });
      expect(await run(file)).toMatchObject({ summary: { imported: 0, repeated: 2, failed: 0 } });
      const changed = await run(jsonl(report('B-1', { narrative: 'Something else.' }), report('B-2'), report('B-3')));
      expect(changed).toMatchObject({ summary: { imported: 1, repeated: 1, failed: 1 } });
      expect(failures).toEqual(['line 1: The reference B-1 is already there with other content.']);
      expect(await feed()).toHaveLength(3);
    });

    test('repeats inside one file are told from changes too', async () => {
      const summary = { lines: 3, imported: 1, repeated: 1, failed: 1 };
      const file = jsonl(report('C-1'), report('C-1'), report('C-1', { urgency: 'immediate' }));
      expect(await run(file, { dryRun: true })).toMatchObject({ summary });
      expect(await run(file)).toMatchObject({ summary });
      expect(failures).toEqual(['line 3: The reference C-1 is already there with other content.']);
    });

    test('a bad line is told with its number and reason, the good ones go in, and no text of a report is quoted', async () => {
      const file = jsonl(
        report('D-1'),
        '{"reference":',
        '',
        report('D-2', { urgency: 'quick' }),
        report('D-3', { force: 'GMP' }),
        report('D-4', { force: 'KNT' }),
        report('D-5'),
      );
      expect(await run(file)).toMatchObject({ summary: { lines: 6, imported: 2, repeated: 0, failed: 4 } });
      expect(failures).toHaveLength(4);
      expect(failures.map((line) => line.split(':')[0])).toEqual(['line 2', 'line 4', 'line 5', 'line 6']);
      expect(failures[2]).toContain('The desk GMP has no key yet.');
      expect(failures[3]).toContain('There is no desk for the force KNT.');
      expect(failures.join()).not.toContain('account');
    });

    test('bytes that are no UTF-8 and a line without an end are errors of their lines only', async () => {
      const bytes = Buffer.concat([
        Buffer.from(`${jsonl(report('E-1'))}\n`),
        Buffer.from([0xff, 0xfe, 0x0a]),
        Buffer.from(jsonl(report('E-2'))),
      ]);
      const broken = async function* () {
        for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
      };
      expect(await run(linesOf(broken()))).toMatchObject({ summary: { lines: 3, imported: 2, failed: 1 } });
      expect(failures).toEqual(['line 2: The line is not valid UTF-8.']);
    });

    test('a dry run tells the same and changes nothing', async () => {
      await run(jsonl(report('F-1')));
      const before = await feed();
      const dry = await run(jsonl(report('F-1'), report('F-2'), 'no'), { dryRun: true });
      expect(dry).toMatchObject({ summary: { lines: 3, imported: 1, repeated: 1, failed: 1 } });
      expect(await feed()).toEqual(before);
    });

    test('files travel in sealed chunks that open with the case key in their place only', async () => {
      const file = randomBytes((1 << 20) + 1234);
      mkdirSync(join(folder, 'files'));
      writeFileSync(join(folder, 'files', 'photo.jpg'), file);
      writeFileSync(join(folder, 'empty.txt'), '');
      const attachments = [
        { filename: 'photo.jpg', mediaType: 'image/jpeg', sha256: sha(file), path: 'files/photo.jpg' },
        { filename: 'empty.txt', mediaType: 'text/plain', sha256: sha(''), path: 'empty.txt' },
      ];
      expect(await run(jsonl(report('G-1', { attachments })))).toMatchObject({ summary: { imported: 1 } });
      const [event] = await feed();
      const key = await caseKeyOf(event!);
      const [photo, empty] = (await contents(event!))['attachments'] as {
        id: string;
        size: number;
        chunks: string[];
      }[];
      expect(photo).toMatchObject({ size: file.length, sha256: sha(file) });
      expect(empty).toMatchObject({ size: 0, chunks: [] });
      const pieces: Buffer[] = [];
      for (const [index, hash] of photo!.chunks.entries()) {
        const sealed = await assessor.client.getChunk('desk:MPS', hash);
        if (!sealed.ok) throw new Error(sealed.problem.code);
        pieces.push(openChunk(key, event!.header.caseId, photo!.id, index, sealed.value)!);
        expect(openChunk(key, event!.header.caseId, photo!.id, index + 1, sealed.value)).toBeNull();
      }
      expect(Buffer.concat(pieces).equals(file)).toBe(true);
    });

    test('a file that is missing, changed or outside of the folder fails its line, and nothing of it is sent', async () => {
      writeFileSync(join(folder, 'there.txt'), 'there');
      const outside = mkdtempSync(join(tmpdir(), 'candour-outside-'));
      writeFileSync(join(outside, 'secret.txt'), 'secret');
      symlinkSync(join(outside, 'secret.txt'), join(folder, 'link.txt'));
      const one = (path: string, text: string) => ({
        attachments: [{ filename: 'a.txt', mediaType: 'text/plain', sha256: sha(text), path }],
      });
      const summary = await run(
        jsonl(
          report('H-1', one('missing.txt', 'x')),
          report('H-2', one('there.txt', 'other')),
          report('H-3', one(`../${outside.split('/').at(-1)}/secret.txt`, 'secret')),
          report('H-4', one(join(outside, 'secret.txt'), 'secret')),
          report('H-5', one('link.txt', 'secret')),
          report('H-6', one('.', 'x')),
          report('H-7', one('there.txt', 'there')),
        ),
      );
      expect(summary).toMatchObject({ summary: { imported: 1, failed: 6 } });
      expect(failures.map((line) => line.replace(/^.*" /, ''))).toEqual([
        'does not exist.',
        'has not the promised SHA-256.',
        'leads out of the folder of the reports.',
        'leads out of the folder of the reports.',
        'leads out of the folder of the reports.',
        'is not a file.',
      ]);
      expect(await hub.hub.db.selectFrom('chunks').select('sha256').execute()).toHaveLength(1);
      rmSync(outside, { recursive: true });
    });

    test('a report that is larger than a push fails alone, and the device number it had is used again', async () => {
      const subjects = Array.from({ length: 100 }, () => ({ description: 'z'.repeat(4000) }));
      const peopleAtRisk = Array.from({ length: 100 }, () => ({ description: 'w'.repeat(4000) }));
      const file = jsonl(report('I-1'), report('I-2', { subjects, peopleAtRisk }), report('I-3'));
      expect(await run(file)).toMatchObject({ ok: true, summary: { imported: 2, failed: 1 } });
      expect(failures).toEqual(['line 2: The report is too large to be sent.']);
    });

    test('an import that broke off is finished by running it again', async () => {
      const reports = [
        ...demonstrationReports({ count: 700, seed: 3, now: new Date('2026-03-01T00:00:00Z'), forces: ['MPS'] }),
      ];
      const file = reports.map((one) => JSON.stringify(one)).join('\n');
      let left = 2;
      const breaking: Transport = {
        ...hub.transport,
        send: async (call) => {
          if (call.target === '/v1/events' && left-- <= 0) {
            // The worst moment: the hub has taken the push in, and its answer is lost.
            if (left === -1) await hub.transport.send(call);
            throw new Unreachable('cut');
          }
          return hub.transport.send(call);
        },
      };
      const first = await run(file, { transport: breaking });
      expect(first).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
      const arrived = (await feed()).length;
      expect(arrived).toBeGreaterThan(0);
      const second = await run(file);
      expect(second).toMatchObject({
        ok: true,
        summary: { lines: 700, imported: 700 - arrived, repeated: arrived, failed: 0 },
      });
      const references = (await feed()).map((event) => event.header.facets['reference']);
      expect(references).toHaveLength(700);
      expect(new Set(references)).toEqual(new Set(reports.map((one) => one.reference)));
    });

    test('five thousand lines need no more memory than one thousand', async () => {
      const now = new Date('2026-03-01T00:00:00Z');
      const generated = demonstrationReports({ count: 5000, seed: 4, now, forces: ['MPS'] });
      const lines = (function* (): Generator<Line> {
        let number = 0;
        for (const one of generated) yield { number: ++number, text: JSON.stringify(one) };
      })();
      const heap: number[] = [];
      const imported = await importReports({
        lines,
        folder,
        transport: hub.transport,
        gateway,
        onFailure: (line, reason) => failures.push(`${line} ${reason}`),
        onProgress: ({ imported: count }) => {
          if (count < 1000 || (heap.length > 0 && count < 5000)) return;
          collectGarbage();
          heap.push(process.memoryUsage().heapUsed);
        },
      });
      expect(imported).toMatchObject({ ok: true, summary: { lines: 5000, imported: 5000, failed: 0 } });
      // The 4,000 reports in between are more than 10 MB of text, and three times that as objects.
      expect(heap.at(-1)! - heap[0]!).toBeLessThan(6 << 20);
      expect(heap).toHaveLength(2);
    });
  });
