import type { ColumnType, Kysely } from 'kysely';
import type { Membership } from '../../../shared/domain/events/directory.ts';
import type { WhyKept } from '../../../shared/domain/events/kept-work.ts';
import type { Facts } from '../../../shared/domain/facts.ts';
import type { PushVerdict } from '../../../shared/protocol/calls.ts';
import type { ReceiptKind } from '../../../shared/protocol/receipt.ts';
import type { SignInSettings } from '../sign-in-settings.ts';

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
  /** How people sign in; null where nobody has to. */
  sign_in: ColumnType<SignInSettings | null, string | null | undefined, string | null>;
}

/** As whom the organisation's provider knows a user: the value of the claim that the settings name. */
interface AccountTable {
  user_id: string;
  account: string;
}

/** The sign-in of a device's person; times in ms since 1970. */
interface SignInTable {
  device: string;
  /** SHA-256 of the token that goes along with every call. */
  token_hash: string;
  nonce: string;
  /** When the provider issued the last ID token that was taken. */
  checked_at: number;
  /** It has to be renewed by then. */
  expires_at: number;
  /** From then on the person signs in again. */
  ends_at: number;
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
  /** Where its case has gone from here; the page then shows the hash of the leaf alone. */
  moved_to: ColumnType<string | null, string | null | undefined, string | null>;
  /** Where its case came from; null where the event was accepted here. */
  came_from: ColumnType<string | null, string | null | undefined, string | null>;
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
  accounts: AccountTable;
  sign_ins: SignInTable;
  quarantine: QuarantineTable;
  receipts: ReceiptTable;
}

/** What a workstation has confirmed under its own signature: see `shared/protocol/receipt.ts`. */
interface ReceiptTable {
  device: string;
  kind: ReceiptKind;
  /** The compartment, or the event by which contents were erased. */
  subject: string;
  at: string;
  statement: string;
  signature: string;
  received_at: string;
}

/** A refused event that its author may not take back to its case, whole: see `feed/kept-work.ts`. */
interface QuarantineTable {
  id: string;
  case_id: string;
  device: string;
  header: string;
  signature: string;
  sealed: Uint8Array;
  kept_at: string;
  why: ColumnType<WhyKept, WhyKept | undefined, WhyKept>;
  /** The event by which a supervisor took it over or dismissed it. */
  settled_by: ColumnType<string | null, string | null | undefined, string | null>;
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
