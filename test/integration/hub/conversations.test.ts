/** What a version before has said, and was told, holds for today's hub and today's workstation. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHubClient } from '../../../electron/vault/sync/hub-client.ts';
import type { HubCall, HubReply } from '../../../electron/vault/sync/hub-transport.ts';
import { checkCasesPage, checkFeedPage, type Held } from '../../../electron/vault/sync/page-check.ts';
import { parseAnswer } from '../../../electron/vault/sync/signed-call.ts';
import { EnrolAnswer, Problem, ReferencesAnswer } from '../../../shared/protocol/calls.ts';
import { sha256 } from '../../../shared/protocol/envelope.ts';
import { makeKeyPair } from '../../../shared/protocol/keys.ts';
import { emptyTree, type TreeHead } from '../../../shared/protocol/merkle.ts';
import { HealthAnswer } from '../../../server/hub/http/health.ts';
import {
  bytesOf,
  callName,
  exchangeOf,
  OPENAPI,
  openWorld,
  readConversations,
  readWorld,
  type Exchange,
} from '../../conversations/conversation.ts';

const conversations = readConversations();
const world = readWorld();
const exchanges = conversations.flatMap((conversation) => conversation.exchanges).sort((a, b) => a.order - b.order);

/** The wording of a problem may become better; its code and numbers are what a device goes by. */
function meant({ status, headers, body }: Exchange['answer']): unknown {
  const type = headers['content-type']?.split(';')[0];
  if (type === undefined || type === 'application/octet-stream') return { status, headers, body };
  const value = JSON.parse(bytesOf(body).toString('utf8')) as object;
  const { title: _, detail: __, ...told } = value as Record<string, unknown>;
  return { status, headers, value: type === 'application/problem+json' ? told : value };
}

let opened: Awaited<ReturnType<typeof openWorld>>;
const today = new Map<number, Exchange['answer']>();
beforeAll(async () => {
  opened = await openWorld(world);
  for (const { order, at, request } of exchanges) {
    opened.clock.now = at;
    const { method, target, headers } = request;
    const call = {
      method,
      target,
      headers,
      body: typeof request.body === 'string' ? request.body : bytesOf(request.body),
    };
    today.set(order, exchangeOf(order, at, call, await opened.transport.send(call)).answer);
  }
});
afterAll(() => opened.close());

describe('the published description of the calls', () => {
  it('is the one that the schemas make: npm run conversations -- openapi writes it', () => {
    expect(JSON.parse(readFileSync(OPENAPI, 'utf8'))).toEqual(JSON.parse(JSON.stringify(opened.app.swagger())));
  });
});

describe('a recorded conversation', () => {
  it('is there for every call that the hub publishes to devices', () => {
    const { paths } = opened.app.swagger() as { paths: Record<string, object> };
    const published = Object.entries(paths)
      .filter(([path]) => !path.startsWith('/v1/admin'))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    expect(conversations.map(({ call }) => call)).toEqual(expect.arrayContaining(published));
    for (const { call, exchanges: of } of conversations)
      for (const { request } of of) expect(callName(request.method, request.target)).toBe(call);
  });

  it.each(conversations.map(({ call, exchanges: of }) => [call, of] as const))(
    '%s: today’s hub answers it alike',
    (_, of) => {
      for (const { order, answer } of of) expect(meant(today.get(order)!), `exchange ${order}`).toEqual(meant(answer));
    },
  );
});

describe('today’s workstation reads what was answered', () => {
  const good = (start: string, method = '') =>
    exchanges.filter(
      ({ request, answer }) =>
        request.target.startsWith(start) && request.method.startsWith(method) && answer.status < 300,
    );
  const replyOf = ({ answer: { status, body } }: Exchange): HubReply => ({
    answered: true,
    status,
    retryAfter: null,
    body: bytesOf(body),
  });
  /** A workstation whose calls are answered so, one after the other. */
  const client = (...told: Exchange[]) => {
    const replies = told.map(replyOf);
    const keys = { signing: makeKeyPair('ed25519'), sealing: makeKeyPair('x25519') };
    const { hubId, hubKey } = world.hub;
    const identity = {
      device: world.users.assessor,
      user: world.users.assessor,
      name: '',
      hub: 'http://hub',
      hubId,
      hubKey: hubKey.publicKey,
      ...keys,
    };
    const asked: HubCall[] = [];
    const transport = {
      origin: 'http://hub',
      close: async () => undefined,
      call: async (call: HubCall) => (asked.push(call), replies.shift()!),
    };
    return openHubClient({ identity, clock: () => told[0]!.at, transport });
  };

  it('hello, push, references, enrolment and health by their schemas', async () => {
    const isWhole = ({ answer }: Exchange) => 'compartments' in JSON.parse(bytesOf(answer.body).toString('utf8'));
    let whole: Exchange | undefined;
    let changes = 0;
    for (const one of good('/v1/hello')) {
      if (isWhole(one)) whole = one;
      else changes += 1;
      const told = client(whole!, one);
      expect(await told.hello()).toMatchObject({ ok: true });
      expect(await told.hello()).toMatchObject({ ok: true });
    }
    expect(changes).toBe(2);
    for (const one of good('/v1/events')) expect(await client(one).push(1, [])).toMatchObject({ ok: true });
    for (const [path, schema] of [
      ['/v1/references', ReferencesAnswer],
      ['/v1/enrolments', EnrolAnswer],
      ['/v1/health', HealthAnswer],
    ] as const) {
      expect(good(path).length).toBeGreaterThan(0);
      for (const one of good(path)) expect(parseAnswer(schema, bytesOf(one.answer.body))).toMatchObject({ ok: true });
    }
  });

  it('the feed, with its digests, its tree and its signed checkpoint, and whole cases', () => {
    const held = (compartment: string, tree: TreeHead): Held => ({
      compartment,
      epoch: 1,
      grantsVersion: 0,
      tree,
      hubId: world.hub.hubId,
      hubKey: world.hub.hubKey.publicKey,
    });
    const trees = new Map<string, TreeHead>();
    for (const { request, answer } of good('/v1/feed')) {
      const query = new URLSearchParams(request.target.split('?')[1]);
      const [compartment, seq] = [query.get('compartment')!, Number(query.get('seq'))];
      const before = seq === 0 ? emptyTree : trees.get(`${compartment} ${seq}`);
      if (before === undefined) continue;
      const page = checkFeedPage(bytesOf(answer.body), held(compartment, before));
      expect(page).toMatchObject({ ok: true });
      if (page.ok) trees.set(`${compartment} ${page.tree.size}`, page.tree);
    }
    expect([...trees.keys()].some((key) => key.startsWith('desk:MPS'))).toBe(true);
    for (const { answer } of good('/v1/cases'))
      expect(checkCasesPage(bytesOf(answer.body), held('desk:MPS', emptyTree))).toMatchObject({ ok: true });
  });

  it('chunks by their hash, and every refusal as a problem with a code', async () => {
    const whole = good('/v1/compartments', 'GET').filter(({ request }) => !request.target.includes('from='));
    for (const one of whole) {
      const read = await client(one).blob('desk:MPS', 'f'.repeat(64));
      expect(read.ok && one.request.target.endsWith(sha256(read.value))).toBe(true);
    }
    const refused = exchanges.filter(({ request, answer }) => answer.status >= 400 && request.method !== 'HEAD');
    const codes = refused.map(({ answer }) => Problem.parse(JSON.parse(bytesOf(answer.body).toString('utf8'))).code);
    expect(codes).toEqual(
      expect.arrayContaining([
        'clock_skew',
        'epoch_changed',
        'cursor_ahead',
        'cursor_invalid',
        'access_withdrawn',
        'blob_missing',
      ]),
    );
  });
});
