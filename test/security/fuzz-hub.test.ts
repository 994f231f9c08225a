import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../server/hub/store/database.ts';
import { AddUnitRequest, CodeRequest, SetUserRequest } from '../../server/hub/http/admin/calls.ts';
import { EnrolRequest, HelloRequest, Problem, PushRequest, ReferencesRequest } from '../../shared/protocol/calls.ts';
import { privateKeyObject } from '../../shared/protocol/keys.ts';
import { signRequest } from '../../shared/protocol/signed-request.ts';
import {
  ADMIN_TOKEN,
  makeGateway,
  receivedCase,
  testHub,
  type TestDevice,
  type TestHub,
} from '../integration/support/hub-organisation.ts';
import { inputsOf } from './support/inputs-of-schema.ts';

/** 10,000 requests as anybody on the network, a device with its own key, or a holder of the token might send them. */
const REQUESTS = 10_000;

let hub: TestHub;
let devices: TestDevice[];
let ids: string[];
/** Never the same second for long: a device may make 200 calls in one. */
let now = Date.now();
beforeAll(async () => {
  const opened = await openDatabase({ kind: 'memory' });
  if (!opened.ok) throw new Error(opened.reason);
  hub = await testHub(opened.db, () => now);
  const gateway = await makeGateway(hub);
  const assessor = await hub.person({ unit: 'MPS', role: 'assessor' });
  const keyring = await hub.person({ unit: 'AUDIT', role: 'keyring' });
  devices = [gateway, assessor, keyring];
  const caseId = await receivedCase(gateway);
  ids = [caseId, ...devices.flatMap(({ identity }) => [identity.device, identity.enrolled.user])];
});
afterAll(() => hub.close());

const compartments = fc.constantFrom(
  'directory',
  'desk:MPS',
  'desk:GMP',
  'desk:../etc',
  'referral:x',
  '%00',
  'desk:MPS\u0000',
);
const hash = fc.oneof(fc.constant('0'.repeat(64)), fc.string({ maxLength: 70 }));
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('1', '0', '-1', '1e9', 'NaN', '9'.repeat(30), ''),
);

/** Percent-encoded where URLs allow it, and sometimes not. */
const encoded = (part: string) => {
  try {
    return encodeURIComponent(part);
  } catch {
    return '%';
  }
};
const query = fc
  .dictionary(fc.oneof(fc.constantFrom('compartment', 'epoch', 'seq', 'after'), text), fc.oneof(text, compartments), {
    maxKeys: 4,
  })
  .map((pairs) =>
    Object.entries(pairs)
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .join('&'),
  );
const goodFeed = fc
  .tuple(compartments, fc.integer({ min: 0, max: 2 }), fc.integer({ min: -1, max: 50 }))
  .map(([compartment, epoch, seq]) => `compartment=${encoded(compartment)}&epoch=${epoch}&seq=${seq}`);

const targets = fc.oneof(
  fc.constantFrom('/v1/hello', '/v1/events', '/v1/references', '/v1/enrolments', '/v1/openapi.json', '/health', '/'),
  fc.constantFrom('/v1/admin/units', '/v1/admin/users', '/v1/admin/codes', '/v1/admin/devices', '/v1/admin/stats'),
  fc.tuple(fc.constantFrom('/v1/feed', '/v1/cases'), fc.oneof(query, goodFeed)).map(([path, q]) => `${path}?${q}`),
  fc.tuple(compartments, hash).map(([c, h]) => `/v1/compartments/${encoded(c)}/blobs/${encoded(h)}`),
  fc
    .tuple(compartments, hash, text)
    .map(([c, h, n]) => `/v1/compartments/${encoded(c)}/uploads/${encoded(h)}/${encoded(n)}`),
  fc.string({ maxLength: 40 }).map((path) => `/${encoded(path)}`),
  fc.constantFrom('/v1/admin/devices/x/withdrawal', '/v1/../v1/hello', '//v1/hello', '/v1/hello/', '/V1/HELLO', '/%'),
);

function bodies(known: { ids: readonly string[] }) {
  const schemas = [
    HelloRequest,
    PushRequest,
    ReferencesRequest,
    EnrolRequest,
    AddUnitRequest,
    SetUserRequest,
    CodeRequest,
  ];
  return fc.oneof(
    { weight: 6, arbitrary: fc.oneof(...schemas.map((schema) => inputsOf(schema, known))).map((value) => json(value)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', '{', '['.repeat(5000), '{"__proto__":{}}', '{"constructor":{"prototype":1}}'),
    },
  );
}
function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '1n';
  }
}

/** Real events of the device, pushed with a damage or none, so that what is behind the schema is tried too. */
const signers = ['nobody', 'gateway', 'assessor', 'keyring', 'admin'] as const;

test('10,000 requests: an answer or an RFC 9457 problem, never a 500, and nothing told of the inside', async () => {
  const statuses = new Map<number, number>();
  let sent = 0;
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'DELETE', 'PATCH', 'OPTIONS'),
    likely: fc.boolean(),
    target: targets,
    body: bodies({ ids }),
    type: fc.constantFrom(
      'application/json',
      'application/octet-stream',
      'text/plain',
      'application/json; charset=x',
      '',
    ),
    as: fc.constantFrom(...signers),
    header: fc.tuple(
      fc.constantFrom('signature', 'signature-input', 'content-digest', 'x-hub-id', 'accept', 'range'),
      text,
    ),
    spoil: fc.boolean(),
  });
  // Aimed at what is behind the schemas: the call's own body, and whoever may make it.
  const aim = (target: string, schema: Parameters<typeof inputsOf>[0] | null, ...as: (typeof signers)[number][]) =>
    fc.record({
      method: fc.constant('GET'),
      likely: fc.constant(true),
      target: fc.constant(target),
      body: schema === null ? fc.constant('') : inputsOf(schema, { ids }).map(json),
      type: fc.constant('application/json'),
      as: fc.constantFrom(...as),
      header: fc.constant<[string, string]>(['accept', '*/*']),
      spoil: fc.constant(false),
    });
  const aimed = fc.oneof(
    aim('/v1/hello', HelloRequest, 'gateway', 'assessor'),
    aim('/v1/events', PushRequest, 'gateway', 'assessor', 'keyring'),
    aim('/v1/references', ReferencesRequest, 'gateway'),
    aim('/v1/enrolments', EnrolRequest, 'assessor'),
    aim('/v1/admin/units', AddUnitRequest, 'admin'),
    aim('/v1/admin/users', SetUserRequest, 'admin'),
    aim('/v1/admin/codes', CodeRequest, 'admin'),
    aim('/v1/admin/stats', null, 'admin'),
    goodFeed.chain((query) => aim(`/v1/feed?${query}`, null, 'gateway', 'assessor')),
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(request, aimed), async ({ method, likely, target, body, type, as, header, spoil }) => {
      now += 20;
      // Half of the requests use the method that the call has, so that they get past the routes.
      const verb = likely
        ? target.includes('/uploads/')
          ? 'PUT'
          : /feed|cases|blobs|stats|openapi/.test(target)
            ? 'GET'
            : 'POST'
        : method;
      const payload = ['GET', 'HEAD', 'OPTIONS'].includes(verb) ? '' : body;
      let headers: Record<string, string> = {};
      const device = { gateway: 0, assessor: 1, keyring: 2 }[as as 'gateway'];
      if (as === 'admin') headers.authorization = `Bearer ${ADMIN_TOKEN}`;
      if (device !== undefined) {
        const { identity } = devices[device]!;
        const url = `http://hub${target}`;
        const signed = { method: verb, url, body: payload, hubId: identity.enrolled.hubId, now };
        const key = privateKeyObject('ed25519', identity.signing.privateKey);
        headers = { ...(await signRequest(signed, identity.device, key).catch(() => ({}))) };
      }
      const [name, value] = header;
      if (spoil) headers[name] = value.replaceAll(/[^\x20-\x7e]/g, '?');
      const answer = await hub.app.inject({
        method: verb as 'GET',
        url: target,
        headers: { ...headers, ...(type !== '' && { 'content-type': type }) },
        ...(payload !== '' && { payload: Buffer.from(payload) }),
      });
      sent += 1;
      statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
      expect([answer.statusCode, answer.statusCode < 500]).toEqual([answer.statusCode, true]);
      expect(answer.body).not.toMatch(/SELECT |INSERT |syntax error|\bat \S+ \(|\.[tj]s:\d|node_modules|\/tmp\//);
      if (answer.statusCode < 400 || verb === 'HEAD') return;
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(Problem.parse(JSON.parse(answer.body))).toMatchObject({ status: answer.statusCode });
    }),
    { numRuns: REQUESTS, endOnFailure: true },
  );
  expect(sent).toBe(REQUESTS);
  expect(statuses.get(200)).toBeGreaterThan(200);
  for (const status of [400, 401, 404]) expect([status, statuses.get(status) ?? 0]).not.toEqual([status, 0]);
  // Whoever was refused broke nothing: a device goes on.
  now += 60_000;
  expect(await devices[1]!.client.hello()).toMatchObject({ ok: true });
}, 900_000);
