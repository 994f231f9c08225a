import { z } from 'zod';
import { Id } from '../domain/primitives.ts';
import { arrangementCalls } from './arrangement.ts';
import { assessingCalls } from './assessing.ts';
import { attachmentCalls } from './attachment.ts';
import { auditCalls } from './audit.ts';
import { bundleCalls } from './bundles.ts';
import { bulkCalls } from './bulk.ts';
import { caseCalls } from './case.ts';
import { dangerCalls } from './danger.ts';
import { deskCalls } from './desk.ts';
import { knowingCalls } from './knowing.ts';
import { duesCalls } from './dues.ts';
import { recipientCalls } from './recipients.ts';
import { forgottenCalls } from './forgotten.ts';
import { keptWorkCalls } from './kept-work.ts';
import { movingCalls } from './moving.ts';
import { recordCalls } from './records.ts';
import { statisticsCalls } from './statistics.ts';
import { supervisionCalls } from './supervision.ts';
import { placeCalls } from './place.ts';
import { readersCalls } from './readers.ts';
import { restoreCalls } from './restore.ts';
import { sessionCalls, SyncState } from './session.ts';
import { subjectCalls } from './subjects.ts';
import { takingOutCalls } from './taking-out.ts';
import { vaultCalls, VaultProgress } from './vault.ts';

/** Every call of the page to the vault. Both ends are made from this table, so a call cannot be half-declared. */
export const calls = {
  ...sessionCalls,
  ...deskCalls,
  ...bulkCalls,
  ...arrangementCalls,
  ...caseCalls,
  ...duesCalls,
  ...recipientCalls,
  ...statisticsCalls,
  ...supervisionCalls,
  ...recordCalls,
  ...placeCalls,
  ...readersCalls,
  ...movingCalls,
  ...keptWorkCalls,
  ...forgottenCalls,
  ...vaultCalls,
  ...bundleCalls,
  ...takingOutCalls,
  ...restoreCalls,
  ...attachmentCalls,
  ...knowingCalls,
  ...dangerCalls,
  ...assessingCalls,
  ...auditCalls,
  ...subjectCalls,
};
export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = z.input<(typeof calls)[N]['input']>;
export type ParsedInput<N extends CallName> = z.output<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof calls)[N]['output']>;

/** What the vault tells the page by itself: that something changed, never what is in it. */
export const notices = {
  session: z.strictObject({}),
  sync: SyncState,
  /** Rows of the Desk, the referrals or the counts changed. */
  desk: z.strictObject({}),
  /** How far a look through the vault or a backup has come. */
  progress: VaultProgress,
  cases: z.strictObject({ caseIds: z.array(Id).max(1000) }),
  /** What was held on a case could not be signed when its time was over, and is a draft again. */
  unsigned: z.strictObject({ caseId: Id, code: z.string().max(60) }),
  /** Files of these cases have come further. */
  attachments: z.strictObject({ caseIds: z.array(Id).max(1000) }),
};
export type NoticeName = keyof typeof notices;
export type Notice<N extends NoticeName> = z.output<(typeof notices)[N]>;
