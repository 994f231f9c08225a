/**
 * Records the conversations anew, with today's hub and today's devices: `npm run conversations -- record`. Only on purpose:
 * a recording that had to change means that workstations of the version before no longer understand the hub. The
 * description of the calls (OpenAPI) is written too; alone by `npm run conversations -- openapi`.
 */
import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { v7 } from 'uuid';
import { readCheckpoint } from '../../shared/protocol/checkpoint.ts';
import { privateKeyObject } from '../../shared/protocol/keys.ts';
import { signRequest } from '../../shared/protocol/signed-request.ts';
import { enrolDevice, hubClient } from '../../server/device/hub-client.ts';
import { newDeviceIdentity, type EnrolledIdentity } from '../../server/device/identity.ts';
import type { Transport } from '../../server/device/transport.ts';
import { newIdentity } from '../../server/hub/identity.ts';
import { initialise, publishUnitKeys } from '../../server/keyring/keyring.ts';
import { HelloAnswer } from '../../shared/protocol/calls.ts';
import { knownList } from '../../shared/protocol/hello-list.ts';
import { signReceipt } from '../../shared/protocol/receipt.ts';
import { spoken } from '../../shared/protocol/versions.ts';
import { twoOfficers } from '../integration/support/officers.ts';
import { deviceFor, reportEvent, screened } from '../integration/support/hub-organisation.ts';
import { exchangeOf, FOLDER, keepConversations, newWorld, OPENAPI, openWorld, type Exchange } from './conversation.ts';

const wanted = process.argv[2];
if (wanted !== 'record' && wanted !== 'openapi') {
  process.stderr.write(`This writes ${FOLDER} anew. Say so: npm run conversations -- record\n`);
  process.exit(1);
}

const world = newWorld(newIdentity());
const { app, clock, codes, transport, close } = await openWorld(world);
writeFileSync(OPENAPI, `${JSON.stringify(app.swagger(), null, 2)}\n`);
if (wanted === 'openapi') process.exit(0);
const exchanges: Exchange[] = [];
const recording: Transport = {
  ...transport,
  async send(call) {
    clock.now += 1000;
    const reply = await transport.send(call);
    exchanges.push(exchangeOf(exchanges.length + 1, clock.now, call, reply));
    return reply;
  },
};

async function enrolled(code: string): Promise<EnrolledIdentity> {
  const made = await enrolDevice(recording, newDeviceIdentity(), code);
  if (!made.ok) throw new Error(made.problem.title);
  return made.value;
}
/** A signed call that no client of ours makes. */
async function raw(
  who: EnrolledIdentity,
  method: 'GET' | 'HEAD' | 'PUT' | 'POST',
  target: string,
  body: string | Uint8Array = '',
) {
  const call = { method, url: `http://hub${target}`, body, hubId: who.enrolled.hubId, now: clock.now };
  const signed = await signRequest(call, who.device, privateKeyObject('ed25519', who.signing.privateKey));
  const type =
    body === '' ? {} : { 'content-type': typeof body === 'string' ? 'application/json' : 'application/octet-stream' };
  return recording.send({ method, target, body, headers: { ...signed, ...type } });
}
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

for (const call of ['health', 'live', 'ready'])
  await recording.send({ method: 'GET', target: `/v1/${call}`, headers: {}, body: '' });
const keyring = await initialise(recording, codes.keyring, async () => undefined, twoOfficers);
if (!keyring.ok) throw new Error(keyring.reason);
const published = await publishUnitKeys(recording, keyring.contents, ['MPS', 'GMP'], async () => undefined);
if (!published.ok) throw new Error(published.reason);

const gateway = deviceFor(recording, await enrolled(codes.gateway));
const assessor = deviceFor(recording, await enrolled(codes.assessor));
const investigator = await enrolled(codes.investigator);
await hubClient(recording, newDeviceIdentity(), 1).enrol('not-a-code-at-all');

const reports = [reportEvent(gateway), reportEvent(gateway, 'GMP'), reportEvent(gateway)];
await gateway.push(...reports);
await gateway.client.references(['T-1', 'T-99']);
const chunk = randomBytes(900);
await gateway.client.putChunk('desk:MPS', sha(chunk), chunk);
await gateway.client.hasChunk('desk:MPS', sha(chunk));
const larger = randomBytes(150 * 1024);
const uploads = `/v1/compartments/desk%3AMPS/uploads/${sha(larger)}`;
await raw(gateway.identity, 'PUT', `${uploads}/0?of=2`, larger.subarray(0, 131_072));
await raw(gateway.identity, 'HEAD', uploads);
await raw(gateway.identity, 'PUT', `${uploads}/1?of=2`, larger.subarray(131_072));
await raw(gateway.identity, 'HEAD', uploads);

const { client } = assessor;
await client.hello();
await client.feed('directory', 1, 0);
await client.feed('desk:MPS', 1, 0);
await client.cases('desk:MPS');
await client.getChunk('desk:MPS', sha(chunk));
await raw(assessor.identity, 'GET', `/v1/compartments/desk%3AMPS/blobs/${sha(larger)}?from=150000`);
await client.getChunk('desk:MPS', 'f'.repeat(64));
const [one, , three] = reports.map(({ header }) => header.caseId);
await assessor.push(screened(assessor, one!), screened(assessor, three!));
const decided = (caseId: string) =>
  assessor.event(
    'decided',
    caseId,
    { outcomes: ['record'], route: 'professional_standards' },
    { rationale: 'Kept.', optionsRejected: [] },
  );
const first = decided(one!);
// Accepted, and refused for having been decided meanwhile; then both once more, as after an answer that was lost.
const both = [first, decided(one!)];
await client.push({ hubEpoch: 1, events: both });
await client.push({ hubEpoch: 1, events: both });
await client.feed('desk:MPS', 1, 2);
await client.hello();
// What it knows is not what there is: it is told so at once, and nothing else.
await raw(assessor.identity, 'GET', '/v1/wake?mark=1.0.0.0');
// Nothing is kept for the cases of their desk; of another desk they are told nothing.
await raw(assessor.identity, 'GET', '/v1/kept?compartment=desk%3AMPS');
await raw(assessor.identity, 'GET', '/v1/kept?compartment=desk%3AGMP');

// A workstation that says which schemas it speaks, and one that is too old for them; what it holds no more.
const ranges = { protocol: { min: 1, max: 1 }, device: assessor.identity.device };
const hello = (more: object) =>
  raw(assessor.identity, 'POST', '/v1/hello', JSON.stringify({ ...ranges, schemas: spoken.schemas, ...more }));
// One that knows the list of that answer: nothing has changed, a log has grown, and a list that this hub never gave.
const known = knownList(HelloAnswer.parse(JSON.parse((await hello({})).body.toString('utf8'))));
await hello({ known });
await gateway.push(reportEvent(gateway));
await hello({ known });
await hello({ known: { ...known, digest: sha(Buffer.from('another')) } });
const gone = {
  kind: 'purged',
  device: assessor.identity.device,
  subject: 'desk:GMP',
  at: '2026-03-02T09:00:00.000Z',
} as const;
const receipt = signReceipt(gone, privateKeyObject('ed25519', assessor.identity.signing.privateKey));
await raw(assessor.identity, 'POST', '/v1/receipts', JSON.stringify({ receipts: [receipt] }));
await raw(investigator, 'POST', '/v1/receipts', JSON.stringify({ receipts: [receipt] }));

// What is refused as a whole.
await client.push({ hubEpoch: 2, events: [decided(three!)] });
await client.push({ hubEpoch: 1, events: [decided(three!)] });
await client.feed('desk:MPS', 7, 0);
await client.feed('desk:MPS', 1, 500);
await client.feed('desk:GMP', 1, 0);
await client.cases('desk:MPS', 'no-cursor');
await raw(
  assessor.identity,
  'POST',
  '/v1/hello',
  JSON.stringify({ protocol: { min: 2, max: 3 }, device: assessor.identity.device }),
);
await raw(assessor.identity, 'GET', '/v1/nothing-here');
// Nobody has to sign in at this hub.
await raw(assessor.identity, 'POST', '/v1/sign-ins', JSON.stringify({ idToken: 'no.token.really', salt: 'c2FsdA==' }));
await raw({ ...investigator, device: v7() }, 'GET', '/v1/feed?compartment=directory&epoch=1&seq=0');
await hubClient(recording, investigator, 1).references(['T-1']);

const heads = exchanges.filter(({ request, answer }) => request.target.startsWith('/v1/feed') && answer.status === 200);
for (const { answer } of heads)
  if (readCheckpoint(JSON.parse(answer.body as string).checkpoint, world.hub.hubKey.publicKey) === null)
    throw new Error('a checkpoint does not hold');
keepConversations(world, exchanges);
process.stdout.write(`${exchanges.length} exchanges written to ${FOLDER}\n`);
await close();
