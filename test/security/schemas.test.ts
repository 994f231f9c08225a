import { randomBytes, randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrol } from '../../electron/vault/sync/enrolment.ts';
import { previewCases } from '../../electron/vault/sync/first-pages.ts';
import { openHubClient } from '../../electron/vault/sync/hub-client.ts';
import { openTransport, type HubReply, type HubTransport } from '../../electron/vault/sync/hub-transport.ts';
import { heldOf } from '../../electron/vault/sync/pull.ts';
import { pushOutbox } from '../../electron/vault/sync/push.ts';
import { syncRound } from '../../electron/vault/sync/round.ts';
import { appendToLogs } from '../../server/hub/feed/append.ts';
import { inTransaction } from '../../server/hub/store/transaction.ts';
import { signHeader } from '../../shared/protocol/envelope.ts';
import { NO_PAYLOAD_HASH, type EventHeader } from '../../shared/domain/header.ts';
import { privateKeyObject } from '../../shared/protocol/keys.ts';
import { startOrganisation, type Organisation } from '../integration/sync/support/organisation.ts';
import { sessionOver } from '../integration/sync/support/session.ts';
import { openWorkstation, until, type Workstation } from '../integration/sync/support/workstation.ts';
import { v7 } from 'uuid';

/** Assertion 50, what comes from the hub: every answer of every call, damaged in every way that a schema can tell. */

let organisation: Organisation;
const open: Workstation[] = [];
beforeAll(async () => {
  organisation = await startOrganisation();
  await organisation.importReports(8, 'MPS', 5);
});
afterAll(async () => {
  for (const workstation of open) await workstation.close();
  await organisation.close();
});

async function assessor(name: string) {
  const user = await organisation.person(name, [{ unit: 'MPS', role: 'assessor' }]);
  const workstation = await openWorkstation({ hub: organisation.address, code: await organisation.codeFor(user) });
  await organisation.grant(workstation.identity);
  open.push(workstation);
  return workstation;
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Path = readonly (string | number)[];

/** Every place of an answer whose shape the protocol fixes: not what lies inside facets, which each type has its own. */
function* places(value: Json, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value))
    if (name !== 'facets') yield* places(inner, [...path, Array.isArray(value) ? Number(name) : name]);
}
const at = (value: Json, path: Path): Json => path.reduce<Json>((inner, name) => (inner as never)[name], value);

type Damage = 'unknown_field' | 'wrong_type' | 'oversized' | 'missing';

/** Damages one place so that no reading of the protocol allows the answer. Null where this damage cannot be done. */
function damaged(answer: Json, path: Path, damage: Damage): Json | null {
  const copy = structuredClone(answer);
  const there = at(copy, path);
  const put = (value: Json) => {
    if (path.length === 0) return value;
    (at(copy, path.slice(0, -1)) as Record<string, Json>)[path.at(-1)!] = value;
    return copy;
  };
  switch (damage) {
    case 'unknown_field':
      if (typeof there !== 'object' || there === null || Array.isArray(there)) return null;
      there.unheardOf = 1;
      return copy;
    case 'wrong_type':
      return put(typeof there === 'object' ? true : { was: there });
    case 'oversized':
      if (typeof there === 'string') return put('A'.repeat(2_000_000));
      if (typeof there === 'number') return put(Number.MAX_VALUE);
      return Array.isArray(there) && there.length > 0 ? put(Array.from({ length: 6000 }, () => there[0]!)) : null;
    case 'missing': {
      // An element less is another page, not another shape.
      const name = path.at(-1);
      if (typeof name !== 'string') return null;
      Reflect.deleteProperty(at(copy, path.slice(0, -1)) as Record<string, Json>, name);
      return copy;
    }
  }
}

/** What a schema may leave out, or leaves without a limit: no damage there. */
const allowed = (path: Path, damage: Damage) => {
  const name = path.at(-1);
  if (damage === 'missing')
    return [
      'keyringKey',
      'code',
      'reason',
      'recoveryRecipient',
      'basedOn',
      'after',
      'schemas',
      'limits',
      'total',
    ].includes(name as string);
  return damage === 'oversized' && (name === 'name' || name === 'results' || name === 'events' || name === 'cases');
};

const DAMAGES: readonly Damage[] = ['unknown_field', 'wrong_type', 'oversized', 'missing'];

/** The places that are alike, such as the same field of every element of a list, under the name that they share. */
function alikeIn(answer: Json): Map<string, Path[]> {
  const alike = new Map<string, Path[]>();
  for (const path of places(answer)) {
    const name = path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
    alike.set(name, [...(alike.get(name) ?? []), path]);
  }
  return alike;
}

/** Every damage of an answer, one to a run: of places that are alike, at one by chance. */
const damagesOf = (answer: Json) =>
  [...alikeIn(answer)].flatMap(([name, paths]) =>
    DAMAGES.flatMap((damage) => {
      const able = paths.filter((path) => !allowed(path, damage) && damaged(answer, path, damage) !== null);
      if (able.length === 0) return [];
      const body = JSON.stringify(damaged(answer, able[randomInt(able.length)]!, damage));
      return [{ what: `${damage}: ${name}`, body }];
    }),
  );

/** The hub's own line, with the answer to one call changed under way. */
function changing(target: string, change: (body: string) => string | null) {
  const line = openTransport(organisation.address);
  const seen = { answered: '' };
  const transport: HubTransport = {
    origin: line.origin,
    async call(call): Promise<HubReply> {
      const reply = await line.call(call);
      if (!reply.answered || reply.status !== 200 || !call.target.startsWith(target)) return reply;
      seen.answered = reply.body.toString('utf8');
      const changed = change(seen.answered);
      return changed === null ? reply : { ...reply, body: Buffer.from(changed) };
    },
    close: () => line.close(),
  };
  return { transport, seen };
}

/** Everything that an answer of the hub could change, but for leases, which hello renews. */
const held = ({ vault: { db } }: Workstation) =>
  JSON.stringify([
    db.all('SELECT id, status, seq, verdict, verified FROM events ORDER BY n'),
    db.all('SELECT compartment, epoch, tree_size, peaks, checkpoint FROM compartments ORDER BY compartment'),
    db.all(
      `SELECT name, value FROM meta WHERE name NOT IN ('offered_device_seq', 'clock_seen', 'last_hello') ORDER BY name`,
    ),
    db.column('SELECT case_id FROM cases ORDER BY case_id'),
  ]);

describe('assertion 50: an answer of the hub that the protocol does not allow', () => {
  it('to hello ends the round with a typed error, and nothing is applied', async () => {
    const workstation = await assessor('Hello Reader');
    const good = changing('/v1/hello', () => null);
    await openHubClient({ identity: workstation.identity, clock: Date.now, transport: good.transport }).hello();
    const answer = JSON.parse(good.seen.answered) as Json;
    const before = held(workstation);
    for (const { what, body } of damagesOf(answer)) {
      const { transport } = changing('/v1/hello', () => body);
      const end = await syncRound(await sessionOver(workstation, transport));
      expect(end.halt, what).toEqual({ kind: 'busy', code: 'invalid_answer', retryAfterMs: null });
      await transport.close();
    }
    expect(held(workstation)).toBe(before);
  });

  it('to a later hello, which names only what has changed, neither', async () => {
    const workstation = await assessor('Later Reader');
    let damage: string | null = null;
    const { transport, seen } = changing('/v1/hello', () => damage);
    const session = await sessionOver(workstation, transport);
    for (let rounds = 0; rounds < 3; rounds++) expect((await syncRound(session)).halt).toBeNull();
    const answer = JSON.parse(seen.answered) as Json;
    expect(answer).toHaveProperty('changed');
    const before = held(workstation);
    for (const { what, body } of damagesOf(answer)) {
      damage = body;
      const { halt } = await syncRound(session);
      expect(halt, what).toEqual({ kind: 'busy', code: 'invalid_answer', retryAfterMs: null });
    }
    expect(held(workstation)).toBe(before);
    await transport.close();
  });

  it.each(['directory', 'desk:MPS'])(
    'to a feed of %s freezes it with a typed error, and nothing is applied',
    async (of) => {
      const workstation = await assessor(`Feed Reader of ${of}`);
      const target = `/v1/feed?compartment=${encodeURIComponent(of)}`;
      const session = await sessionOver(workstation, changing('/none', () => null).transport);
      // Up to the page that is damaged: leases, and for a desk the directory.
      const stop = changing(target, () => '{}');
      await syncRound(await sessionOver(workstation, stop.transport));
      const bytes = await session.hub.feed(of, 1, 0);
      if (!bytes.ok) throw new Error('no page');
      const answer = JSON.parse(bytes.value.toString('utf8')) as Json;
      const before = held(workstation);
      for (const { what, body } of damagesOf(answer)) {
        const { transport } = changing(target, () => body);
        const round = await sessionOver(workstation, transport);
        await syncRound(round);
        expect([...round.frozen], what).toEqual([[of, 'invalid_answer']]);
        expect(held(workstation), what).toBe(before);
        await transport.close();
      }
    },
  );

  it('to the first pages leaves everything to the feed', async () => {
    const workstation = await assessor('Cases Reader');
    const stop = changing('/v1/feed?compartment=desk', () => '{}');
    const session = await sessionOver(workstation, stop.transport);
    await syncRound(session);
    const page = await session.hub.cases('desk:MPS', null);
    if (!page.ok) throw new Error('no page');
    const answer = JSON.parse(page.value.toString('utf8')) as Json;
    const before = held(workstation);
    for (const { what, body } of damagesOf(answer)) {
      const { transport } = changing('/v1/cases', () => body);
      const one = await sessionOver(workstation, transport);
      one.epoch = 1;
      expect(await previewCases(one, heldOf(one, 'desk:MPS', undefined), 1), what).toBeNull();
      expect(held(workstation), what).toBe(before);
      await transport.close();
    }
  });

  it('to a push settles nothing: what was signed waits and is sent again', async () => {
    const workstation = await assessor('Push Reader');
    await syncRound(await sessionOver(workstation, changing('/none', () => null).transport));
    workstation.sign(workstation.caseIds()[0]!, 'screened', { result: 'none' });
    const pushing = async (transport: HubTransport) => {
      const session = await sessionOver(workstation, transport);
      session.epoch = 1;
      const { halt } = await pushOutbox(session);
      await transport.close();
      return halt;
    };
    const good = changing('/v1/events', () => '{}');
    const refused = { kind: 'busy', code: 'invalid_answer', retryAfterMs: null };
    expect(await pushing(good.transport)).toEqual(refused);
    const answer = JSON.parse(good.seen.answered) as Json;
    const before = held(workstation);
    for (const { what, body } of damagesOf(answer)) {
      expect(await pushing(changing('/v1/events', () => body).transport), what).toEqual(refused);
      expect(held(workstation)).toBe(before);
    }
    expect(await pushing(changing('/none', () => null).transport)).toBeNull();
    expect(workstation.count(`events WHERE status = 'waiting'`)).toBe(0);
  });

  it('to an enrolment makes no identity', async () => {
    const user = await organisation.person('Enrolling', [{ unit: 'MPS', role: 'assessor' }]);
    const good = changing('/v1/enrolments', () => null);
    const options = { hub: organisation.address, clock: Date.now, random: randomBytes };
    await enrol({ ...options, code: await organisation.codeFor(user), transport: good.transport });
    const answer = JSON.parse(good.seen.answered) as Json;
    const line: HubTransport = { origin: organisation.address, call: async () => reply, close: async () => undefined };
    let reply: HubReply = { answered: false };
    for (const { what, body } of damagesOf(answer)) {
      reply = { answered: true, status: 200, retryAfter: null, body: Buffer.from(body) };
      expect(await enrol({ ...options, code: 'ABCD-EFGH', transport: line }), what).toEqual({
        ok: false,
        code: 'unavailable',
      });
    }
  });

  it('is no JSON, or a problem that is none, and is a typed error all the same', async () => {
    const workstation = await assessor('Junk Reader');
    const before = held(workstation);
    const junk = fc.oneof(
      fc.string(),
      fc.json(),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
    );
    await fc.assert(
      fc.asyncProperty(junk, fc.constantFrom(200, 302, 400, 401, 404, 418, 429, 500, 503), async (text, status) => {
        const transport: HubTransport = {
          origin: organisation.address,
          call: async () => ({ answered: true, status, retryAfter: text, body: Buffer.from(text) }),
          close: async () => undefined,
        };
        const { halt } = await syncRound(await sessionOver(workstation, transport));
        const code = status === 429 ? 'rate_limited' : status >= 500 ? 'unavailable' : 'invalid_answer';
        expect(halt).toMatchObject({ kind: 'busy', code });
      }),
      { numRuns: 1000 },
    );
    expect(held(workstation)).toBe(before);
  });

  it('of more than 32 MiB is not read to its end', async () => {
    let sent = 0;
    const server = createServer((_, answer) => {
      const piece = Buffer.alloc(1 << 20, ' ');
      answer.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (!answer.destroyed && sent < 200) {
          sent += 1;
          if (!answer.write(piece)) return void answer.once('drain', more);
        }
        answer.end();
      };
      more();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const transport = openTransport(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const workstation = await assessor('Flooded Reader');
    const { halt } = await syncRound(await sessionOver(workstation, transport));
    expect(halt).toEqual({ kind: 'unreachable' });
    expect(sent).toBeLessThan(200);
    await transport.close();
    server.closeAllConnections();
    server.close();
  });
});

describe('assertion 50: an event of a type that this version does not know', () => {
  it('is kept as it came, and its case takes no decision until an update; the others do', async () => {
    const author = await assessor('Author of Tomorrow');
    const reader = await assessor('Reader of Today');
    reader.start();
    await until(() => reader.count('cases') === 8);
    const [caseId, other] = reader.caseIds() as [string, string];
    for (const one of [caseId, other]) reader.sign(one, 'screened', { result: 'none' });
    await reader.settled();
    const { device, user, signing } = author.identity;
    const header: EventHeader = {
      id: v7(),
      caseId,
      type: 'thought_of_later',
      v: 3,
      actor: user,
      device,
      deviceSeq: 1,
      at: new Date().toISOString(),
      facets: { nobody: ['knows', { what: 1 }] },
      payloadHash: NO_PAYLOAD_HASH,
    };
    const signature = signHeader(header, privateKeyObject('ed25519', signing.privateKey));
    const entry = { compartment: 'desk:MPS', unit: 'MPS', header, signature, sealed: Buffer.alloc(0) };
    await inTransaction(organisation.hub.db, (tx) => appendToLogs(tx, organisation.hub, [entry]));
    reader.engine().wake('request');
    await until(() => reader.count(`cases WHERE needs_update = 1`) === 1);
    const [stored] = reader.rows<{ header: string; signature: string }>(
      `SELECT header, signature FROM events WHERE type = 'thought_of_later'`,
    );
    expect(JSON.parse(stored!.header)).toEqual(header);
    expect(stored!.signature).toBe(signature);
    const decide = (one: string) =>
      reader.sign(
        one,
        'decided',
        { outcomes: ['record'], route: 'here' },
        { rationale: 'Nothing.', optionsRejected: [] },
      );
    expect(() => decide(caseId)).toThrow(/case_needs_update/);
    expect(decide(other)).toBeTruthy();
  });
});
