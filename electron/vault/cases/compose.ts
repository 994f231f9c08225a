import type { KeyObject } from 'node:crypto';
import { v7 } from 'uuid';
import { actorOf, permitsDirectory } from '../../../shared/domain/directory.ts';
import { versionOf } from '../../../shared/domain/approval.ts';
import { decided } from '../../../shared/domain/events/assessment.ts';
import { definitionOf, known } from '../../../shared/domain/events/index.ts';
import { EventHeader, NO_PAYLOAD_HASH } from '../../../shared/domain/header.ts';
import { permits } from '../../../shared/domain/permits.ts';
import { slotOf } from '../../../shared/domain/slots.ts';
import { makeEnvelope } from '../../../shared/protocol/envelope.ts';
import { privateKeyObject } from '../../../shared/protocol/keys.ts';
import { done, failed, refusedBy, type Done } from '../calls/failure.ts';
import type { ReadConnection } from '../store/connection.ts';
import { parseHeader, storeOwn, type SignedEvent } from '../store/events.ts';
import { factsInView } from '../store/facts.ts';
import { caseKey } from '../store/keys.ts';
import { directoryOf, identityOf, readMeta, writeMeta } from '../store/meta.ts';
import { instant, type WritingVault } from '../store/writing-vault.ts';

/** What is to be signed; everything else of the header is the vault's to add. */
export interface Unsigned {
  readonly caseId: string;
  readonly type: string;
  readonly facets: unknown;
  /** Null for types without contents; left out means empty contents. */
  readonly payload?: unknown;
  /** For types with a slot: what the author saw there. Left out: whatever stands there now. */
  readonly basedOn?: string | null | undefined;
  readonly supersedes?: string | undefined;
  readonly after?: readonly string[];
  /** The compartment of an event that opens one. */
  readonly compartment?: string;
  /** The key of a case that this event opens. */
  readonly key?: Uint8Array;
  /** The author's clock, when the event is signed later than it happened. */
  readonly at?: string;
  /** Only the hub says whether it is permitted: an act of before that is signed anew goes back to its author with a verdict. */
  readonly leftToHub?: boolean;
}

const signingKeys = new WeakMap<object, KeyObject>();

/** This device's signing key. */
export function signingKeyOf(db: ReadConnection): KeyObject {
  const identity = identityOf(db);
  let key = signingKeys.get(identity);
  if (key === undefined) signingKeys.set(identity, (key = privateKeyObject('ed25519', identity.signing.privateKey)));
  return key;
}

export const newId = (vault: Pick<WritingVault, 'clock' | 'random'>): string =>
  v7({ msecs: vault.clock(), random: vault.random(16) });

/** One's own events of the case that the hub has not answered, on which the new one stands: it goes nowhere without them. */
function standsOn(db: ReadConnection, header: Pick<EventHeader, 'caseId' | 'type' | 'facets' | 'basedOn'>): string[] {
  const waiting = db
    .column<string>(`SELECT header FROM events WHERE case_id = ? AND status = 'waiting' ORDER BY device_seq`, [
      header.caseId,
    ])
    .map((json) => parseHeader(json, header.caseId));
  const named: unknown[] = [...Object.values(header.facets), header.basedOn];
  const decision = waiting.findLast((event) => event.type === 'decided')?.id;
  return waiting
    .filter(
      (event) =>
        named.includes(event.id) ||
        (event.type === 'screened' && header.type !== 'screened' && header.type !== 'allocated') ||
        (header.type === 'referred' && event.id === decision),
    )
    .map((event) => event.id)
    .slice(-16);
}

/** The version in which an event is signed: the first, but for what waits for an approval, and a referral with a recovery. */
function signedIn({ type, facets }: Unsigned): number {
  if (type === 'referral_issued') return typeof facets === 'object' && facets !== null && 'recovery' in facets ? 2 : 1;
  const decision = type === 'decided' ? decided.facets.safeParse(facets) : null;
  return decision?.success ? versionOf(decision.data) : 1;
}

/**
 * Makes a signed event out of what a person signs, or says why not: schemas, permission and slot are checked against
 * what is in view here, one's own waiting events included. Writes nothing.
 */
export function compose(vault: WritingVault, unsigned: Unsigned): Done<SignedEvent> {
  const { db } = vault;
  const identity = identityOf(db);
  const definition = definitionOf(unsigned.type, signedIn(unsigned));
  if (definition === null) return failed('invalid_event', { reason: 'unknown_event_type' });
  const facets = definition.facets.safeParse(unsigned.facets);
  const payload = definition.payload === null ? null : definition.payload.safeParse(unsigned.payload ?? {});
  if (!facets.success || payload?.success === false) {
    const [issue] = (facets.success ? payload?.error : facets.error)?.issues ?? [];
    return failed('invalid_event', { field: issue?.path.map(String).join('.') ?? '' });
  }
  const actor = actorOf(directoryOf(db), identity.device);
  if (actor === null) return failed('not_permitted', { reason: 'device_unknown', who: null });
  const placed = factsInView(db, unsigned.caseId);

  const bare: EventHeader = {
    id: newId(vault),
    caseId: unsigned.caseId,
    type: unsigned.type,
    v: definition.v,
    actor: identity.user,
    device: identity.device,
    deviceSeq: (readMeta(db, 'last_device_seq') ?? 0) + 1,
    at: unsigned.at ?? instant(vault.clock()),
    ...(unsigned.supersedes !== undefined && { supersedes: unsigned.supersedes }),
    facets: facets.data as EventHeader['facets'],
    payloadHash: NO_PAYLOAD_HASH,
  };
  const event = known(bare);
  const slot = event === null ? null : slotOf(event);
  const head = slot === null ? null : (placed?.facts.slots[slot] ?? null);
  const basedOn = slot === null ? null : unsigned.basedOn === undefined ? head : unsigned.basedOn;
  const seen: EventHeader = { ...bare, ...(basedOn !== null && { basedOn }) };
  const after = [...new Set([...(unsigned.after ?? []), ...standsOn(db, seen)])];
  const { payloadHash: _, ...header }: EventHeader = { ...seen, ...(after.length > 0 && { after }) };

  const whole = { ...header, payloadHash: NO_PAYLOAD_HASH };
  const verdict =
    definition.home === 'directory' ? permitsDirectory(actor, whole) : permits(actor, placed?.facts ?? null, whole);
  if (!verdict.ok && unsigned.leftToHub !== true) return refusedBy(verdict.refusal);
  const compartment = unsigned.compartment ?? placed?.compartment;
  if (compartment === undefined) return failed('case_unknown');
  const contents = payload === null ? null : payload.data;
  const key = unsigned.key ?? caseKey(db, unsigned.caseId);
  if (contents !== null && key === null) return failed('case_sealed');
  const envelope = makeEnvelope(header, contents, key, signingKeyOf(db), vault.random);
  return done({
    header: EventHeader.parse(envelope.header),
    signature: envelope.signature!,
    sealed: envelope.sealed!,
    payload: contents,
    compartment,
  });
}

/** Stores a composed event: it waits for the hub. Inside the caller's transaction, right after `compose`. */
export function keepSigned(vault: WritingVault, event: SignedEvent): void {
  storeOwn(vault.db, event);
  writeMeta(vault.db, 'last_device_seq', event.header.deviceSeq);
  if (event.header.supersedes !== undefined)
    vault.db.run(`UPDATE events SET status = 'settled', let_be = 1 WHERE id = ? AND status = 'refused'`, [
      event.header.supersedes,
    ]);
  vault.changes.outbox = true;
}
