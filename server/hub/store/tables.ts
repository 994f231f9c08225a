import type { ColumnType, Kysely } from 'kysely';
import type { Membership } from '../../../shared/domain/events/directory.ts';
import type { Facts } from '../../../shared/domain/facts.ts';
import type { PushVerdict } from '../../../shared/protocol/calls.ts';

/** JSONB: read as parsed JSON, written as text. */
type Json<T> = ColumnType<T, string, string>;

/** One row: which hub this database belongs to, and the counter that every change of grants raises. */
interface HubTable {
  hub_id: string;
  grants_version: number;
  /** The heads of logs from before checkpoints were kept have been signed. */
  heads_signed: ColumnType<boolean, boolean | undefined, boolean>;
  /** The epoch under which this database was last served; null before a hub of this version opened it. */
  epoch: number | null;
  /** Since when (ISO 8601) a restored hub waits for the review of its grants; null once it serves. */
  review_since: string | null;
}

interface UnitTable {
  unit: string;
  name: string;
  kind: string;
  force: string | null;
}

interface UnitKeyTable {
  key: string;
  unit: string;
  public_key: string;
}

interface UserTable {
  user_id: string;
  name: string;
  memberships: Json<Membership[]>;
  collar_number: string | null;
}

/** A user and a compartment: who may see a named-readers case, or to whom a referral out of one is closed. */
interface CompartmentUserTable {
  user_id: string;
  compartment: string;
}

export type DeviceState = 'active' | 'quarantined' | 'withdrawn';
interface DeviceTable {
  device: string;
  user_id: string;
  signing_key: string;
  sealing_key: string;
  state: DeviceState;
  /** `deviceSeq` of the last event that got a final verdict. */
  last_seq: number;
  enrolled_at: string;
}

interface CompartmentTable {
  compartment: string;
  kind: string;
  /** The unit that a desk belongs to, or that a referral was sent to. */
  unit: string | null;
  head: number;
  /** Peaks of the RFC 6962 tree of `head` leaves. */
  peaks: Json<string[]>;
  /** The checkpoint that was signed when the head was set. */
  checkpoint: ColumnType<string | null, string | null | undefined, string>;
}

interface EventTable {
  compartment: string;
  seq: number;
  id: string;
  case_id: string;
  type: string;
  /** The header as canonical JSON text: what was signed, byte for byte. */
  header: string;
  signature: string | null;
  /** Null once erased. */
  sealed: Uint8Array | null;
  hub_time: string;
  /** What the event weighs in a page, in bytes of JSON. */
  weight: number;
}

interface LedgerTable {
  id: string;
  header_hash: string;
  device: string;
  device_seq: number;
  verdict: Json<PushVerdict>;
  hub_time: string;
}

interface CaseTable {
  case_id: string;
  compartment: string;
  facts: Json<Facts>;
  open: boolean;
  /** 0 immediate, 1 priority, 2 routine. */
  urgency: number;
  /** When the case began, ISO 8601; orders cases of one urgency. */
  began_at: string;
  weight: number;
}

interface ReferenceTable {
  reference: string;
  content_mac: string;
  case_id: string;
}

interface ChunkTable {
  compartment: string;
  sha256: string;
  bytes: Uint8Array;
}

/** A part of a chunk that is still on its way. */
interface UploadPartTable {
  compartment: string;
  sha256: string;
  n: number;
  bytes: Uint8Array;
  /** ms since 1970. */
  kept_at: number;
}

interface NonceTable {
  device: string;
  nonce: string;
  expires_at: number;
}

interface EnrolmentCodeTable {
  code_hash: string;
  user_id: string;
  expires_at: number;
  device: string | null;
}

export interface Tables {
  hub: HubTable;
  units: UnitTable;
  unit_keys: UnitKeyTable;
  users: UserTable;
  devices: DeviceTable;
  compartments: CompartmentTable;
  compartment_readers: CompartmentUserTable;
  compartment_closed: CompartmentUserTable;
  events: EventTable;
  ledger: LedgerTable;
  case_state: CaseTable;
  report_references: ReferenceTable;
  chunks: ChunkTable;
  upload_parts: UploadPartTable;
  nonces: NonceTable;
  enrolment_codes: EnrolmentCodeTable;
  bundle_positions: BundlePositionTable;
  bundle_answers: BundleAnswerTable;
}

/** How far a device has said, by a bundle, that it has taken a compartment in. */
interface BundlePositionTable {
  device: string;
  compartment: string;
  epoch: number;
  seq: number;
}

/** Up to which of its numbers a device has said, by a bundle, that it holds the answers. */
interface BundleAnswerTable {
  device: string;
  epoch: number;
  answered: number;
}

/** A database or a transaction in it. */
export type Db = Kysely<Tables>;
