import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { v7 } from 'uuid';
import type { Membership } from '../../../shared/domain/events/directory.ts';
import type { EventType, FacetsOf, PayloadOf } from '../../../shared/domain/events/index.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import type { PushVerdict, WireEvent } from '../../../shared/protocol/calls.ts';
import { enrolDevice, hubClient, type HubClient } from '../../../server/device/hub-client.ts';
import { newDeviceIdentity, type EnrolledIdentity } from '../../../server/device/identity.ts';
import { outbox, type Outbox } from '../../../server/device/outbox.ts';
import { injectTransport, type Transport } from '../../../server/device/transport.ts';
import { addUnit, setUser } from '../../../server/hub/feed/directory-changes.ts';
import { issueCode } from '../../../server/hub/feed/enrol.ts';
import { createHub } from '../../../server/hub/hub.ts';
import type { Metrics } from '../../../server/hub/http/metrics.ts';
import { newIdentity } from '../../../server/hub/identity.ts';
import type { Hub } from '../../../server/hub/parts.ts';
import type { Db } from '../../../server/hub/store/tables.ts';
import type { Clock } from '../../../server/hub/clock.ts';

export const ADMIN_TOKEN = 't'.repeat(43);

const units = [
  { unit: 'MPS', name: 'Desk one', kind: 'desk', force: 'MPS' },
  { unit: 'GMP', name: 'Desk two', kind: 'desk', force: 'GMP' },
  { unit: 'MPS-INV', name: 'Investigations one', kind: 'investigation', force: 'MPS' },
  { unit: 'GMP-INV', name: 'Investigations two', kind: 'investigation', force: 'GMP' },
  { unit: 'AUDIT', name: 'Auditors', kind: 'audit' },
] as const;

/** One person's device with its client, numbering its own events. */
export interface TestDevice {
  readonly identity: EnrolledIdentity;
  readonly client: HubClient;
  readonly box: Outbox;
  /** Pushes events; throws when the push as a whole is refused. */
  readonly push: (...events: WireEvent[]) => Promise<PushVerdict[]>;
  /** The next event of this device, sealed with the key that the test uses for every case. */
  readonly event: <T extends EventType>(
    type: T,
    caseId: string,
    facets: FacetsOf<T>,
    payload: PayloadOf<T>,
    chosen?: Pick<EventHeader, 'basedOn' | 'after' | 'supersedes'>,
  ) => WireEvent;
}

export interface TestHub {
  readonly app: FastifyInstance;
  readonly hub: Hub;
  readonly metrics: Metrics;
  readonly transport: Transport;
  readonly addUser: (memberships: Membership[], user?: string) => Promise<string>;
  readonly enrol: (user: string, transport?: Transport) => Promise<TestDevice>;
  readonly person: (...memberships: Membership[]) => Promise<TestDevice>;
  readonly close: () => Promise<void>;
}

const CASE_KEY = randomBytes(32);

export function deviceFor(transport: Transport, identity: EnrolledIdentity, lastSeq = 0): TestDevice {
  const client = hubClient(transport, identity, 1);
  const box = outbox(client, identity, 1, lastSeq);
  return {
    identity,
    client,
    box,
    push: async (...events) => {
      const pushed = await box.push(events);
      if (!pushed.ok) throw new Error(`${pushed.problem.code}: ${pushed.problem.detail ?? pushed.problem.title}`);
      return pushed.verdicts;
    },
    event: (type, caseId, facets, payload, chosen) => box.make(type, caseId, facets, payload, CASE_KEY, chosen),
  };
}

/** A hub over this database with two forces' desks and investigators. */
export async function testHub(db: Db, clock: Clock = Date.now): Promise<TestHub> {
  const created = await createHub(db, { identity: newIdentity(), adminToken: ADMIN_TOKEN, clock });
  if (!created.ok) throw new Error(created.reason);
  const { hub, app, metrics } = created.hub;
  for (const unit of units) await addUnit(hub, unit);
  const transport = injectTransport(app);
  const addUser = async (memberships: Membership[], user: string = v7()) => {
    const set = await setUser(hub, { user, name: 'Wilhelmina Oakenfold', memberships });
    if (!set.ok) throw new Error(`unknown units ${set.unknownUnits.join()}`);
    return user;
  };
  const enrol = async (user: string, way = transport) => {
    const issued = await issueCode(hub, user);
    const enrolled = await enrolDevice(way, newDeviceIdentity(), issued!.code);
    if (!enrolled.ok) throw new Error(enrolled.problem.title);
    return deviceFor(way, enrolled.value);
  };
  const person = async (...memberships: Membership[]) => enrol(await addUser(memberships));
  return { app, hub, metrics, transport, addUser, enrol, person, close: () => app.close() };
}

let references = 0;

/** A report as a gateway pushes it. Its sealed keys are random bytes: the hub cannot tell. */
export function reportEvent(
  gateway: TestDevice,
  unit = 'MPS',
  changed: Partial<FacetsOf<'report_received'>> = {},
  narrative = 'Nothing of note.',
): WireEvent {
  const bytes = (count: number) => randomBytes(count).toString('base64');
  references += 1;
  const receivedAt = new Date(Date.UTC(2026, 0, 1) + references * 60_000).toISOString();
  return gateway.event(
    'report_received',
    v7(),
    {
      unit,
      force: unit,
      channel: 'web',
      urgency: 'routine',
      reporterMode: 'anonymous',
      keepInContact: false,
      categories: [],
      reference: `T-${references}`,
      receivedAt,
      disseminatedAt: receivedAt,
      contentMac: randomBytes(32).toString('hex'),
      caseKey: { batch: v7(), desk: v7(), sealed: { enc: bytes(32), ct: bytes(48) }, wrapped: bytes(60) },
      ...changed,
    },
    { narrative, subjects: [], peopleAtRisk: [], attachments: [] },
  );
}

const gatewayRole = { unit: 'AUDIT', role: 'gateway' } as const;
export const makeGateway = (hub: TestHub) => hub.person(gatewayRole);

/** A received case of the desk, and its id. */
export async function receivedCase(gateway: TestDevice, unit = 'MPS'): Promise<string> {
  const event = reportEvent(gateway, unit);
  await gateway.push(event);
  return event.header.caseId;
}

export const screened = (device: TestDevice, caseId: string, result: 'none' | 'declared' = 'none') =>
  device.event('screened', caseId, { result }, {});

export const decided = (device: TestDevice, caseId: string, basedOn?: string) =>
  device.event(
    'decided',
    caseId,
    { outcomes: ['investigate'], route: 'here' },
    { rationale: 'Because.', optionsRejected: [] },
    basedOn === undefined ? {} : { basedOn },
  );

export const note = (device: TestDevice, caseId: string, text = 'A note.', kind: 'note' | 'statement' = 'note') =>
  device.event(
    'annotated',
    caseId,
    { kind },
    {
      target: { start: 0, end: 1, exact: 'N', prefix: '', suffix: 'othing', textSha256: '0'.repeat(64) },
      text,
    },
  );
