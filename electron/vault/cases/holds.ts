import { z } from 'zod';
import { SendReferral, SignCommand } from '../../../shared/bridge/case.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import type { ReadConnection } from '../store/connection.ts';
import { parseStored } from '../store/damaged-row.ts';
import { instant, type WritingVault } from '../store/writing-vault.ts';
import { foldRow } from './fold-row.ts';
import type { Signing } from './signing.ts';

/** What a held draft will do when its time is over. */
const HeldCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sign'), command: SignCommand }),
  z.strictObject({ kind: z.literal('referral'), command: SendReferral }),
]);
export type HeldCommand = z.output<typeof HeldCommand>;

/** Keeps a command until its time is over; the words stay a draft, so that a crash in the hold loses nothing. */
export function hold(
  vault: WritingVault,
  caseId: string,
  part: string,
  content: unknown,
  command: HeldCommand,
  seconds: number,
): Done<Signing> {
  const now = vault.clock();
  const heldUntil = instant(now + seconds * 1000);
  vault.db.transaction(() => {
    vault.db.run(
      `INSERT INTO drafts (case_id, part, content, saved_at, held_until, command) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET held_until = excluded.held_until, command = excluded.command`,
      [caseId, part, JSON.stringify(content), instant(now), heldUntil, JSON.stringify(command)],
    );
    foldRow(vault, caseId);
  });
  return done({ event: null, heldUntil });
}

export interface Held {
  readonly command: HeldCommand;
  readonly heldUntil: string;
}

/** What is held there, or null when nothing is (any more). */
export function readHeld(db: ReadConnection, caseId: string, part: string): Held | null {
  const row = db.get<{ command: string; held_until: string }>(
    'SELECT command, held_until FROM drafts WHERE case_id = ? AND part = ? AND held_until IS NOT NULL',
    [caseId, part],
  );
  if (row === undefined) return null;
  return { command: parseStored(HeldCommand, row.command, caseId), heldUntil: row.held_until };
}

/** Ends a hold; its words are an ordinary draft again. */
export function takeBack(vault: WritingVault, caseId: string, part: string): Done<Record<string, never>> {
  return vault.db.transaction(() => {
    const { changes } = vault.db.run(
      'UPDATE drafts SET held_until = NULL, command = NULL WHERE case_id = ? AND part = ? AND held_until IS NOT NULL',
      [caseId, part],
    );
    if (changes === 0) return failed('not_held');
    foldRow(vault, caseId);
    return done({});
  });
}

/** After a crash or a lock in the hold: everything held is a draft again, ready to sign. */
export function endHolds(vault: WritingVault): void {
  vault.db.transaction(() => {
    const cases = vault.db.column<string>('SELECT DISTINCT case_id FROM drafts WHERE held_until IS NOT NULL');
    vault.db.run('UPDATE drafts SET held_until = NULL, command = NULL WHERE held_until IS NOT NULL');
    for (const caseId of cases) foldRow(vault, caseId);
  });
}
