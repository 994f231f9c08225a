import { reportReceived } from '../../../shared/domain/events/report.ts';
import { grantedDevicesOf, type Device } from '../../../shared/domain/directory.ts';
import type { DeskCaseKey, ReadersKey } from '../../../shared/domain/keys.ts';
import { limits } from '../../../shared/protocol/calls.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import { sealToDesk } from '../../../shared/protocol/moved-key.ts';
import { sealToReaders, wrapForReaders } from '../../../shared/protocol/readers-key.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { compose, keepSigned } from '../cases/compose.ts';
import type { ReadConnection } from '../store/connection.ts';
import { reportPayload } from '../store/events.ts';
import { caseInView } from '../store/facts.ts';
import { caseKeysHeld } from '../store/keys.ts';
import { directoryOf } from '../store/meta.ts';
import { foldProjection } from '../store/refold.ts';
import type { WritingVault } from '../store/writing-vault.ts';

/** Where a case goes, and why in the words of whoever sends it. */
export type Move = { readonly caseId: string; readonly reason: string } & (
  | { readonly to: 'desk'; readonly unit: string; readonly why: 'misrouted' | 'handed_back' | 'opened_again' }
  | { readonly to: 'readers'; readonly readers: readonly string[] }
);

/** What has to be sealed: the case's keys, newest first, for a desk or for the readers' workstations; and the files' chunks. */
export interface MoveKeys {
  readonly keys: readonly Uint8Array[];
  readonly chunks: readonly string[];
  readonly desk: { readonly id: string; readonly publicKey: string } | null;
  readonly devices: readonly Pick<Device, 'device' | 'sealingKey'>[];
}

/** As many chunks as an event names. */
const MOST_CHUNKS = 10_000;
/** Keys that an event brings: from there on a case keeps the one it has. */
const MOST_KEYS = 20;

/**
 * What a move needs. Errors: `case_sealed` (the keys are not here themselves), `unit_without_key` (the keyring has not made
 * one), `readers_without_workstation` (nobody among them could open it), `too_large`.
 */
export function moveKeys(db: ReadConnection, move: Move): Done<MoveKeys> {
  const directory = directoryOf(db);
  const keys = caseKeysHeld(db, move.caseId);
  if (caseInView(db, move.caseId) === null) return failed('case_unknown');
  if (keys.length === 0) return failed('case_sealed');
  const report = reportReceived.payload.safeParse(reportPayload(db, move.caseId));
  const chunks = report.success ? report.data.attachments.flatMap((file) => file.chunks) : [];
  if (chunks.length > MOST_CHUNKS || chunks.length * 70 > limits.pushBytes - 4096) return failed('too_large');
  if (move.to === 'desk') {
    const desk = directory.units[move.unit]?.key ?? null;
    return desk === null ? failed('unit_without_key') : done({ keys, chunks, desk, devices: [] });
  }
  const devices = move.readers
    .flatMap((reader) => grantedDevicesOf(directory, reader))
    .map(({ device, sealingKey }) => ({ device, sealingKey }));
  return devices.length === 0 ? failed('readers_without_workstation') : done({ keys, chunks, desk: null, devices });
}

/** The keys of a move as its event carries them; `caseKey` seals what comes after. */
export interface SealedMove {
  readonly caseKey: Uint8Array;
  readonly chunks: readonly string[];
  readonly sealed: DeskCaseKey | ReadersKey;
}

/**
 * Seals the case's keys to where it goes, with a new one before them: who has the case now does not know that one.
 * @param recovery the organisation's recovery key (`age1…`), or null
 */
export async function sealForMove(
  { caseId }: Pick<Move, 'caseId'>,
  { keys: held, chunks, desk, devices }: MoveKeys,
  recovery: string | null,
  random: Random,
): Promise<SealedMove> {
  const caseKey = held.length < MOST_KEYS ? random(32) : held[0]!;
  const keys = held.length < MOST_KEYS ? [caseKey, ...held] : held;
  if (desk !== null) return { caseKey, chunks, sealed: await sealToDesk(caseId, keys, desk) };
  const { recovery: forRecovery } = await wrapForReaders(caseId, caseKey, [], recovery);
  const sealed = { devices: await sealToReaders(caseId, keys, devices) };
  return { caseKey, chunks, sealed: forRecovery === undefined ? sealed : { ...sealed, recovery: forRecovery } };
}

/** Signs the move. Errors: the codes of `permits`. */
export function signMove(
  vault: WritingVault,
  { move, made }: { readonly move: Move; readonly made: SealedMove },
): Done<{ event: string }> {
  const { caseId, reason } = move;
  const { chunks, sealed, caseKey } = made;
  const facets =
    move.to === 'desk'
      ? { to: move.to, unit: move.unit, why: move.why, caseKey: sealed, chunks }
      : { to: move.to, readers: move.readers, caseKey: sealed, chunks };
  return vault.db.transaction(() => {
    const composed = compose(vault, { caseId, type: 'moved', facets, payload: { reason }, key: caseKey });
    if (!composed.ok) return composed;
    keepSigned(vault, composed.value);
    foldProjection(vault, caseId);
    return done({ event: composed.value.header.id });
  });
}
