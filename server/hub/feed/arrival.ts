import type { KeyObject } from 'node:crypto';
import { definitionOf, known } from '../../../shared/domain/events/index.ts';
import { NO_PAYLOAD_HASH, type EventHeader } from '../../../shared/domain/header.ts';
import type { WireEvent } from '../../../shared/protocol/calls.ts';
import { headerHash, sha256, verifyHeader } from '../../../shared/protocol/envelope.ts';

/** An event as it arrived, with what can be said of it without the database. */
export interface Arrival {
  readonly header: EventHeader;
  readonly signature: string;
  /** Null for contents that were erased since: only of an event that is offered again. */
  readonly sealed: Buffer | null;
  readonly headerHash: string;
  /** Why it can never be accepted, or null. */
  readonly flaw: { readonly code: 'invalid_event' | 'signature_invalid'; readonly reason: string } | null;
}

const invalid = (reason: string) => ({ code: 'invalid_event', reason }) as const;

function flawOf(wire: WireEvent, sealed: Buffer | null, actor: string, key: KeyObject): Arrival['flaw'] {
  const { header, signature } = wire;
  if (signature === null || !verifyHeader(header, signature, key))
    return { code: 'signature_invalid', reason: 'signature_invalid' };
  if (header.actor !== actor) return invalid('not_the_author');
  if (sealed !== null && sha256(sealed) !== header.payloadHash) return invalid('payload_mismatch');
  if (known(header) === null) return invalid('facets_invalid');
  const hasContents = header.payloadHash !== NO_PAYLOAD_HASH;
  if (hasContents !== (definitionOf(header.type, header.v)!.payload !== null)) return invalid('payload_mismatch');
  return null;
}

/**
 * Checks signature, hash and facets of an event of a known type. Null when its header has no canonical form.
 * @param restored the hub was restored once: an event that it has forgotten may come again after its contents were erased
 */
export function examine(wire: WireEvent, actor: string, key: KeyObject, restored = false): Arrival | null {
  const erased = restored && wire.sealed === null && wire.header.payloadHash !== NO_PAYLOAD_HASH;
  const sealed = erased ? null : Buffer.from(wire.sealed ?? '', 'base64');
  try {
    const flaw = flawOf(wire, sealed, actor, key);
    return { header: wire.header, signature: wire.signature ?? '', sealed, headerHash: headerHash(wire.header), flaw };
  } catch {
    // RFC 8785 refuses half a surrogate pair; such a header can be neither signed nor verified.
    return null;
  }
}
