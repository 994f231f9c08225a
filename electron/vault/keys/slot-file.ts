import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, writeDurably } from './durable-file.ts';
import { readKeySlots, writeKeySlots, type SlotsRead, type SlotSet } from './key-slots.ts';

const slotsFile = (profile: string) => join(profile, 'key-slots.json');

/** Whether this profile has a vault. A file that is there but cannot be read counts: nothing may be made over it. */
export const vaultExists = (profile: string): boolean =>
  lstatSync(slotsFile(profile), { throwIfNoEntry: false }) !== undefined;

/** The profile's key slots, or what is wrong with the file. */
export function readSlotFile(profile: string): SlotsRead | { readonly ok: false; readonly flaw: 'missing' } {
  const text = readIfThere(slotsFile(profile));
  return text === null ? { ok: false, flaw: 'missing' } : readKeySlots(text);
}

/** Whole or not at all. Throws when the disk is full; what was there then stands. */
export const writeSlotFile = (profile: string, slots: SlotSet): void =>
  writeDurably(slotsFile(profile), writeKeySlots(slots));

/** The recovery key that could open this vault (`age1…`), or null when there is none or the file cannot be read. */
export function recoveryRecipient(profile: string): string | null {
  const read = readSlotFile(profile);
  return read.ok ? (read.recovery[0]?.recipient ?? null) : null;
}
