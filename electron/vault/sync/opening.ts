import type { EventHeader } from '../../../shared/domain/header.ts';
import { known, type KnownHeader } from '../../../shared/domain/events/index.ts';
import type { BatchCaseKey, ReferralCaseKey, Sealed } from '../../../shared/domain/keys.ts';
import { open, openPayload } from '../../../shared/protocol/envelope.ts';
import {
  batchContext,
  caseKeyContext,
  hpkeOpen,
  journalContext,
  referralCaseKeyContext,
  referralContext,
} from '../../../shared/protocol/keys.ts';
import { openAsDesk } from '../../../shared/protocol/moved-key.ts';
import { openAsReader } from '../../../shared/protocol/readers-key.ts';
import { joinedKeys, splitKeys, withNewer } from './case-keys.ts';
import type { CheckedEvent } from './page-check.ts';
import type { TakenEvent } from './sync-store.ts';

/** Private keys that this vault holds. Unit keys are base64 by key id. */
export interface OwnKeys {
  readonly device: string;
  readonly sealingKey: string;
  readonly unitKeys: Readonly<Record<string, string>>;
}

const CACHED_BATCHES = 1000;

/** Remembers the batch keys of imports: one HPKE opening (1 ms) serves thousands of reports. */
export type BatchKeys = Map<string, Promise<Buffer | null>>;

/** The types that bring a case's key along: those that open a case for its readers, or let readers in and out. */
const bringsKey = new Set([
  'report_received',
  'referral_issued',
  'journal_opened',
  'reader_added',
  'reader_removed',
  'reader_key_passed',
  'reader_key_renewed',
  'referral_key_renewed',
  'referral_key_passed',
  'moved',
]);

/** Those that give keys of a case whose events may have come before: a reader is let in, a recipient has another
 * workstation, a case has moved here. */
export const bringsLateKey = ({ type }: EventHeader) =>
  type.startsWith('reader_') || type.startsWith('referral_key_') || type === 'moved';

/** Those by which a vault may be given the keys of a case, now or by a later event. */
const bringsReadersKey = (header: EventHeader) =>
  bringsLateKey(header) || (header.type === 'report_received' && header.v === 2);

/**
 * The case keys that an event brings, base64 and newest first, or null when it brings none or none that can be opened
 * here: a received report by its desk's key and its batch, a referral and a named-readers case by the device's own key.
 */
export async function caseKeyIn(header: EventHeader, own: OwnKeys, batches: BatchKeys): Promise<string | null> {
  const event = bringsKey.has(header.type) ? known(header) : null;
  const sealed = event === null ? null : sealedToReaders(event);
  if (sealed !== null) {
    const keys = await openAsReader(header.caseId, sealed, own);
    return keys === null ? null : joinedKeys(keys.map((key) => key.toString('base64')));
  }
  if (event?.type === 'moved' && event.facets.to === 'desk') {
    const keys = await openAsDesk(header.caseId, event.facets.caseKey, own.unitKeys);
    return keys === null ? null : joinedKeys(keys.map((key) => key.toString('base64')));
  }
  if (event?.type === 'report_received' && 'batch' in event.facets.caseKey)
    return keyOfReport(header.caseId, event.facets.unit, event.facets.caseKey, own, batches);
  if (event?.type === 'journal_opened') return keyOfJournal(event.facets, header.device, own);
  if (event?.type === 'referral_issued' || event?.type === 'referral_key_renewed')
    return keyOfReferral(header.caseId, event.facets.caseKey, own);
  return null;
}

/** The keys of a named-readers case as an event carries them, or null for other events. */
function sealedToReaders(event: KnownHeader) {
  switch (event.type) {
    case 'report_received':
      return 'apart' in event.facets ? event.facets.caseKey.devices : null;
    case 'reader_removed':
    case 'reader_key_renewed':
      return event.facets.caseKey.devices;
    case 'moved':
      return event.facets.to === 'readers' ? event.facets.caseKey.devices : null;
    case 'reader_added':
    case 'reader_key_passed':
    case 'referral_key_passed':
      return event.facets.keys;
    default:
      return null;
  }
}

async function keyOfReport(
  caseId: string,
  unit: string,
  { batch, desk, sealed, wrapped }: BatchCaseKey,
  { unitKeys }: OwnKeys,
  batches: BatchKeys,
): Promise<string | null> {
  const unitKey = unitKeys[desk];
  if (unitKey === undefined) return null;
  const name = `${desk} ${unit} ${batch} ${sealed.enc} ${sealed.ct}`;
  let opening = batches.get(name);
  if (opening === undefined) {
    if (batches.size >= CACHED_BATCHES) batches.clear();
    opening = hpkeOpen(unitKey, sealed, 'candour-batch-v1', batchContext(batch, unit));
    batches.set(name, opening);
  }
  const batchKey = await opening;
  if (batchKey?.length !== 32) return null;
  return asCaseKey(open(batchKey, Buffer.from(wrapped, 'base64'), caseKeyContext(caseId)));
}

/** A journal's key opens to those alone who hold the auditors' key. */
async function keyOfJournal(
  { auditors, caseKey }: { readonly auditors: string; readonly caseKey: Sealed },
  device: string,
  { unitKeys }: OwnKeys,
): Promise<string | null> {
  const auditKey = unitKeys[auditors];
  if (auditKey === undefined) return null;
  return asCaseKey(await hpkeOpen(auditKey, caseKey, 'candour-journal-v1', journalContext(device)));
}

async function keyOfReferral(caseId: string, sent: ReferralCaseKey, own: OwnKeys): Promise<string | null> {
  const ours = sent.devices.find(({ device }) => device === own.device);
  if (ours === undefined) return null;
  const context = referralContext(caseId, own.device);
  const privateKey = await hpkeOpen(own.sealingKey, ours.sealed, 'candour-referral-v1', context);
  if (privateKey === null) return null;
  const referralKey = privateKey.toString('base64');
  return asCaseKey(await hpkeOpen(referralKey, sent.caseKey, 'candour-referral-v1', referralCaseKeyContext(caseId)));
}

const asCaseKey = (key: Buffer | null) => (key?.length === 32 ? key.toString('base64') : null);

/** Cases of which contents are sealed and whose key must come from the vault, since no event among these brings it. */
export function casesToAsk(events: readonly { header: EventHeader; sealed: Uint8Array | null }[]): string[] {
  const asked = new Set<string>();
  const brought = new Set<string>();
  for (const { header, sealed } of events)
    if (bringsKey.has(header.type) && !bringsReadersKey(header)) brought.add(header.caseId);
    else if (sealed !== null && sealed.length > 0 && !brought.has(header.caseId)) asked.add(header.caseId);
  return [...asked];
}

export interface Opened<E> {
  readonly event: E;
  readonly payload: unknown;
  readonly sealedToUs: boolean;
  readonly caseKey: string | null;
}

/**
 * Opens what can be opened. `caseKeys` (base64 by case id) are those the vault holds; keys that the events bring
 * themselves serve the events after them. The order is kept.
 */
export async function openContents<E extends { header: EventHeader; sealed: Uint8Array | null }>(
  events: readonly E[],
  own: OwnKeys,
  caseKeys: Readonly<Record<string, string>>,
  batches: BatchKeys,
): Promise<Opened<E>[]> {
  const keys = new Map(Object.entries(caseKeys));
  const opened: Opened<E>[] = [];
  // The history of a case that moved comes before the event that brings its keys.
  for (const { header } of events)
    if (header.type === 'moved') {
      const brought = await caseKeyIn(header, own, batches);
      if (brought !== null) keys.set(header.caseId, withNewer(keys.get(header.caseId), brought));
    }
  for (const event of events) {
    const { header, sealed } = event;
    const brought = await caseKeyIn(header, own, batches);
    if (brought !== null) keys.set(header.caseId, withNewer(keys.get(header.caseId), brought));
    const key = keys.get(header.caseId);
    const hasContents = sealed !== null && sealed.length > 0;
    const payload = hasContents && key !== undefined ? openWithAny(header, sealed, key) : null;
    // What none of the keys opens is kept sealed: a reader who is let in again may be given the key for it later.
    opened.push({ event, payload, sealedToUs: hasContents && payload === null, caseKey: brought });
  }
  return opened;
}

/** A case has several keys once a reader has left: each opens what was written in its time. */
function openWithAny(header: EventHeader, sealed: Uint8Array, keys: string): unknown {
  for (const key of splitKeys(keys)) {
    const payload = openPayload({ header, signature: null, sealed }, Buffer.from(key, 'base64'));
    if (payload !== null) return payload;
  }
  return null;
}

export const asTaken = ({ event, payload, sealedToUs, caseKey }: Opened<CheckedEvent>): TakenEvent => ({
  ...event,
  payload,
  sealedToUs,
  caseKey,
});
