import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { v7 } from 'uuid';
import type { Membership } from '../../shared/domain/events/directory.ts';
import { base64, Id } from '../../shared/domain/primitives.ts';
import type { Random } from '../../shared/protocol/envelope.ts';
import { injectTransport, type Call, type Reply } from '../../server/device/transport.ts';
import { addUnit, setUser } from '../../server/hub/feed/directory-changes.ts';
import { issueCode } from '../../server/hub/feed/enrol.ts';
import { openHub } from '../../server/hub/hub.ts';

/**
 * Conversations of devices with a hub, as they were recorded by a version of Candour: every request byte for byte, with the
 * answer that it got. A version may be left only by one that still answers its conversations so, and reads its answers.
 */
export const FOLDER = join(import.meta.dirname, 'v1');

/** The calls of the hub, as its schemas have them, for those who write another client or an auditor's tool. */
export const OPENAPI = join(import.meta.dirname, '../../docs/hub-openapi.json');

/** A body: text as it is, anything else in base64. */
const Body = z.union([z.string(), z.strictObject({ base64: z.string() })]);

export const Exchange = z.strictObject({
  /** Its place among all that were recorded together: what came before has made the hub what it is. */
  order: z.int().min(1),
  /** The hub's clock, ms since 1970. */
  at: z.int(),
  request: z.strictObject({
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT']),
    target: z.string(),
    headers: z.record(z.string(), z.string()),
    body: Body,
  }),
  answer: z.strictObject({ status: z.int(), headers: z.record(z.string(), z.string()), body: Body }),
});
export type Exchange = z.infer<typeof Exchange>;

/** All exchanges of one call, in the file that is named by it. */
export const Conversation = z.strictObject({ call: z.string(), exchanges: z.array(Exchange).min(1) });

export const World = z.strictObject({
  /** When the hub was set up, ms since 1970. */
  start: z.int(),
  /** From this its "random" numbers come, so that it makes the same ids and codes again. */
  seed: z.string(),
  hub: z.strictObject({
    hubId: Id,
    hubEpoch: z.int(),
    hubKey: z.strictObject({ publicKey: base64(64), privateKey: base64(64) }),
  }),
  users: z.strictObject({ keyring: Id, gateway: Id, assessor: Id, investigator: Id }),
});
export type World = z.infer<typeof World>;

function seeded(seed: string): Random {
  let drawn = 0;
  return (bytes) => {
    const pieces: Buffer[] = [];
    for (let have = 0; have < bytes; have += 32)
      pieces.push(
        createHash('sha256')
          .update(`${seed} ${(drawn += 1)}`)
          .digest(),
      );
    return Buffer.concat(pieces).subarray(0, bytes);
  };
}

const ANSWER_HEADERS = ['content-type', 'retry-after', 'candour-parts'];

/** Today's hub in the state in which every conversation begins: units, users and one code for each of them. */
export async function openWorld({ start, seed, hub: identity, users }: World) {
  const clock = { now: start };
  const opened = await openHub({
    database: { kind: 'memory' },
    identity,
    adminToken: 'a'.repeat(43),
    clock: () => clock.now,
    random: seeded(seed),
  });
  if (!opened.ok) throw new Error(opened.reason);
  const { hub, app, close } = opened.hub;
  for (const unit of [
    { unit: 'MPS', name: 'Desk one', kind: 'desk', force: 'MPS' },
    { unit: 'GMP', name: 'Desk two', kind: 'desk', force: 'GMP' },
    { unit: 'MPS-INV', name: 'Investigators', kind: 'investigation', force: 'MPS' },
    { unit: 'AUDIT', name: 'Auditors', kind: 'audit' },
  ] as const)
    await addUnit(hub, unit);
  const roles = {
    keyring: [{ unit: 'AUDIT', role: 'keyring' }],
    gateway: [{ unit: 'AUDIT', role: 'gateway' }],
    assessor: [
      { unit: 'MPS', role: 'assessor' },
      { unit: 'MPS', role: 'supervisor' },
    ],
    investigator: [{ unit: 'MPS-INV', role: 'investigator' }],
  } satisfies Record<string, Membership[]>;
  const codes = {} as Record<keyof typeof roles, string>;
  for (const name of ['keyring', 'gateway', 'assessor', 'investigator'] as const) {
    await setUser(hub, { user: users[name], name: `The ${name}`, memberships: roles[name] });
    codes[name] = (await issueCode(hub, users[name]))!.code;
  }
  return { hub, app, close, clock, codes, transport: injectTransport(app) };
}

export const newWorld = (hub: World['hub']): World => ({
  start: Date.UTC(2026, 2, 2, 9),
  seed: v7(),
  hub,
  users: { keyring: v7(), gateway: v7(), assessor: v7(), investigator: v7() },
});

const isText = (bytes: Buffer) => Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
const written = (bytes: Buffer): z.infer<typeof Body> =>
  isText(bytes) ? bytes.toString('utf8') : { base64: bytes.toString('base64') };
export const bytesOf = (body: z.infer<typeof Body>): Buffer =>
  typeof body === 'string' ? Buffer.from(body, 'utf8') : Buffer.from(body.base64, 'base64');

export const exchangeOf = (order: number, at: number, call: Call, reply: Reply): Exchange => ({
  order,
  at,
  request: {
    method: call.method,
    target: call.target,
    headers: { ...call.headers },
    body: written(Buffer.from(call.body as Uint8Array)),
  },
  answer: {
    status: reply.status,
    headers: Object.fromEntries(
      ANSWER_HEADERS.flatMap((name) => (reply.headers[name] === undefined ? [] : [[name, reply.headers[name]!]])),
    ),
    body: written(reply.body),
  },
});

/** `POST /v1/hello`, with what changes from call to call left open. */
export const callName = (method: string, target: string) =>
  `${method} ${target
    .split('?')[0]!
    .replace(/(compartments\/)[^/]+/, '$1{c}')
    .replace(/\/[0-9a-f]{64}/, '/{sha256}')
    .replace(/(uploads\/\{sha256\}\/)\d+/, '$1{n}')}`;

export function keepConversations(world: World, exchanges: readonly Exchange[]): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const write = (name: string, value: unknown) =>
    writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(value, null, 1)}\n`);
  write('world', world);
  const calls = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const call = callName(exchange.request.method, exchange.request.target);
    calls.set(call, [...(calls.get(call) ?? []), exchange]);
  }
  for (const [call, of] of calls)
    write(
      call
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/-$/, '')
        .replace('-v1-', '-'),
      { call, exchanges: of },
    );
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
export const readWorld = (): World => World.parse(read('world.json'));
export const readConversations = () =>
  readdirSync(FOLDER)
    .filter((name) => name !== 'world.json')
    .map((name) => Conversation.parse(read(name)));
