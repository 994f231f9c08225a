import { randomBytes, type KeyObject } from 'node:crypto';
import { v7 } from 'uuid';
import { DIRECTORY_CASE, HUB_DEVICE, NO_PAYLOAD_HASH, type EventHeader } from '../../../shared/domain/header.ts';
import type { FacetsOf, PayloadOf } from '../../../shared/domain/events/index.ts';
import type { BatchCaseKey } from '../../../shared/domain/keys.ts';
import { makeEnvelope, seal, sha256, signHeader } from '../../../shared/protocol/envelope.ts';
import {
  batchContext,
  caseKeyContext,
  hpkeSeal,
  makeKeyPair,
  privateKeyObject,
  type KeyPair,
} from '../../../shared/protocol/keys.ts';
import { leafOf } from '../../../shared/protocol/leaf.ts';
import { append, emptyTree, type TreeHead } from '../../../shared/protocol/merkle.ts';
import type { TakenEvent, TakenPage } from '../../../electron/vault/sync/sync-store.ts';

export type Facets = FacetsOf<'report_received'>;
export type Report = PayloadOf<'report_received'>;

export interface Workstation {
  readonly device: string;
  readonly user: string;
  readonly name: string;
  readonly signing: KeyPair;
  readonly sealing: KeyPair;
}

export const START = Date.parse('2026-03-01T07:00:00.000Z');
export const id = (at = START) => v7({ msecs: at, random: randomBytes(16) });

export const workstation = (name: string): Workstation => ({
  device: id(),
  user: id(),
  name,
  signing: makeKeyPair('ed25519'),
  sealing: makeKeyPair('x25519'),
});

/** Wraps case keys for a desk, as the gateway does for the reports of one batch. */
export async function batchWrap(deskKey: { readonly id: string; readonly publicKey: string }) {
  const batch = id();
  const batchKey = randomBytes(32);
  const sealed = await hpkeSeal(deskKey.publicKey, batchKey, 'candour-batch-v1', batchContext(batch, 'MPS'));
  return (caseId: string, key: Buffer): BatchCaseKey => ({
    batch,
    desk: deskKey.id,
    sealed,
    wrapped: seal(batchKey, key, caseKeyContext(caseId)).toString('base64'),
  });
}

/** A small organisation: a desk with its key, a unit of investigators, auditors, and a gateway. */
export async function organisation() {
  const gateway = workstation('Gateway');
  const assessor = workstation('Asha Assessor');
  const colleague = workstation('Colin Colleague');
  const keyring = workstation('Keyring');
  const investigator = workstation('Ines Investigator');
  const deskKey = { id: id(), ...makeKeyPair('x25519') };
  const auditKey = { id: id(), ...makeKeyPair('x25519') };
  let seq = 0;
  const made = (type: string, facets: EventHeader['facets']): EventHeader => ({
    id: id(),
    caseId: DIRECTORY_CASE,
    type,
    v: 1,
    actor: HUB_DEVICE,
    device: HUB_DEVICE,
    deviceSeq: ++seq,
    at: new Date(START).toISOString(),
    facets,
    payloadHash: NO_PAYLOAD_HASH,
  });
  const saidByKeyring = (type: string, facets: EventHeader['facets']): EventHeader => {
    const header = { ...made(type, facets), actor: keyring.user, device: keyring.device };
    signatures.set(header, signHeader(header, privateKeyObject('ed25519', keyring.signing.privateKey)));
    return header;
  };
  const vouched = (who: Workstation, memberships: { unit: string; role: string }[]) =>
    saidByKeyring('device_vouched', {
      device: who.device,
      user: who.user,
      signingKey: who.signing.publicKey,
      sealingKey: who.sealing.publicKey,
      memberships,
    });
  const person = (who: Workstation, memberships: { unit: string; role: string }[]) => [
    made('user_set', { user: who.user, name: who.name, memberships }),
    made('device_enrolled', {
      device: who.device,
      user: who.user,
      signingKey: who.signing.publicKey,
      sealingKey: who.sealing.publicKey,
    }),
  ];
  const directory = [
    made('unit_added', { unit: 'MPS', name: 'Metropolitan desk', kind: 'desk', force: 'MPS' }),
    made('unit_added', { unit: 'MPS-INV', name: 'Metropolitan investigators', kind: 'investigation', force: 'MPS' }),
    made('unit_added', { unit: 'KENT-INV', name: 'Kent investigators', kind: 'investigation', force: 'KENT' }),
    made('unit_added', { unit: 'AUDIT', name: 'Auditors', kind: 'audit' }),
    ...person(keyring, [{ unit: 'AUDIT', role: 'keyring' }]),
    ...person(gateway, [{ unit: 'MPS', role: 'gateway' }]),
    ...person(assessor, [{ unit: 'MPS', role: 'assessor' }]),
    ...person(colleague, [{ unit: 'MPS', role: 'assessor' }]),
    ...person(investigator, [{ unit: 'MPS-INV', role: 'investigator' }]),
    vouched(gateway, [{ unit: 'MPS', role: 'gateway' }]),
    vouched(assessor, [{ unit: 'MPS', role: 'assessor' }]),
    vouched(colleague, [{ unit: 'MPS', role: 'assessor' }]),
    vouched(investigator, [{ unit: 'MPS-INV', role: 'investigator' }]),
    saidByKeyring('unit_key_published', { unit: 'MPS', key: deskKey.id, publicKey: deskKey.publicKey }),
  ];
  const auditKeyEvent = saidByKeyring('unit_key_published', {
    unit: 'AUDIT',
    key: auditKey.id,
    publicKey: auditKey.publicKey,
  });
  const wrap = await batchWrap(deskKey);
  return { keyring, gateway, assessor, colleague, investigator, deskKey, auditKey, directory, auditKeyEvent, wrap };
}
export type Organisation = Awaited<ReturnType<typeof organisation>>;

/** One compartment's log as a hub keeps it: numbers events and answers verified pages. */
export class HubLog {
  readonly compartment: string;
  readonly events: TakenEvent[] = [];
  #tree: TreeHead = emptyTree;
  #served = 0;
  readonly #epoch: number;

  constructor(compartment: string, epoch = 1) {
    this.compartment = compartment;
    this.#epoch = epoch;
  }

  add(event: Omit<TakenEvent, 'seq' | 'hubTime'>): TakenEvent {
    const hubTime = new Date(START + this.events.length).toISOString();
    const taken = { ...event, seq: this.events.length + 1, hubTime };
    this.events.push(taken);
    return taken;
  }

  /** Everything since the last page. */
  page(): TakenPage {
    const events = this.events.slice(this.#served);
    for (const event of events) this.#tree = append(this.#tree, leafOf(event.header, event.signature, event.hubTime));
    this.#served = this.events.length;
    return { compartment: this.compartment, epoch: this.#epoch, events, tree: this.#tree, checkpoint: null };
  }

  rewind(): void {
    this.#served = 0;
    this.#tree = emptyTree;
  }
}

/** Signatures of what the keyring says in the directory, by header. */
const signatures = new WeakMap<EventHeader, string>();

/** An event without contents, of the hub's own or of the keyring's, as the directory brings it. */
export const unsigned = (header: EventHeader): Omit<TakenEvent, 'seq' | 'hubTime'> => ({
  header,
  signature: signatures.get(header) ?? null,
  sealed: Buffer.alloc(0),
  payload: null,
  sealedToUs: false,
  caseKey: null,
});

let made = 0;

const signingKeys = new WeakMap<Workstation, KeyObject>();

/** Made once for each workstation: making it costs more than a signature. */
function signingKeyOf(who: Workstation): KeyObject {
  const key = signingKeys.get(who) ?? privateKeyObject('ed25519', who.signing.privateKey);
  signingKeys.set(who, key);
  return key;
}

/** A report as the gateway makes it: sealed with a case key of its own, signed by the gateway's device. */
export function reportEvent(
  org: Organisation,
  report: Partial<Report> = {},
  facets: Partial<Facets> = {},
): Omit<TakenEvent, 'seq' | 'hubTime'> {
  made += 1;
  const at = START + made * 1000;
  const caseId = id(at);
  const key = randomBytes(32);
  const payload: Report = { narrative: 'Nothing.', subjects: [], peopleAtRisk: [], attachments: [], ...report };
  const header = {
    id: id(at),
    caseId,
    type: 'report_received',
    v: 1,
    actor: org.gateway.user,
    device: org.gateway.device,
    deviceSeq: made,
    at: new Date(at).toISOString(),
    facets: {
      unit: 'MPS',
      force: 'MPS',
      channel: 'web',
      urgency: 'routine',
      reporterMode: 'anonymous',
      keepInContact: false,
      categories: ['OTHER'],
      reference: `R-${String(made).padStart(6, '0')}`,
      receivedAt: new Date(at).toISOString(),
      disseminatedAt: new Date(at).toISOString(),
      contentMac: sha256(String(made)),
      caseKey: org.wrap(caseId, key),
      ...facets,
    } satisfies Facets as unknown as EventHeader['facets'],
  };
  const envelope = makeEnvelope(header, payload, key, signingKeyOf(org.gateway));
  return { ...envelope, payload, sealedToUs: false, caseKey: key.toString('base64') };
}

/** An event that somebody else signed on a case whose key is given in base64. */
export function signedBy(
  who: Workstation,
  caseId: string,
  caseKey: string,
  type: string,
  facets: EventHeader['facets'],
  payload: unknown,
  more: Partial<EventHeader> = {},
): Omit<TakenEvent, 'seq' | 'hubTime'> {
  made += 1;
  const at = START + made * 1000;
  const header = {
    id: id(at),
    caseId,
    type,
    v: 1,
    actor: who.user,
    device: who.device,
    deviceSeq: made,
    at: new Date(at).toISOString(),
    facets,
    ...more,
  };
  const key = Buffer.from(caseKey, 'base64');
  const envelope = makeEnvelope(header, payload, key, signingKeyOf(who));
  return { ...envelope, payload, sealedToUs: false, caseKey: null };
}
