import { randomBytes } from 'node:crypto';
import { newId } from '../cases/compose.ts';
import { makeReferralKey } from '../referrals/referral-key.ts';
import type { ChangeNotices, Tell } from '../session/notices.ts';
import type { Thread } from '../threads/call-operations.ts';
import type { ReaderOperations } from '../threads/reader-operations.ts';
import type { WriterOperations } from '../threads/writer-operations.ts';
import { failed, type Done } from './failure.ts';
import type { Signing } from '../cases/signing.ts';
import type { ParsedReferral } from '../referrals/parsed-referral.ts';

/** Signs what is held when its time is over, and makes the keys of a referral just before. */
export class HoldTimers {
  readonly #writer: Thread<WriterOperations>;
  readonly #reader: Thread<ReaderOperations>;
  readonly #clock: () => number;
  readonly #notices: ChangeNotices;
  readonly #tell: Tell;
  readonly #recovery: () => string | null;

  /** @param recovery the organisation's recovery key (`age1…`), or null, for the keys of referrals */
  constructor(
    writer: Thread<WriterOperations>,
    reader: Thread<ReaderOperations>,
    clock: () => number,
    notices: ChangeNotices,
    tell: Tell,
    recovery: () => string | null = () => null,
  ) {
    this.#writer = writer;
    this.#reader = reader;
    this.#clock = clock;
    this.#notices = notices;
    this.#tell = tell;
    this.#recovery = recovery;
  }

  /** Signs the draft once its hold is over, unless it was taken back, typed on or released before. */
  arm(caseId: string, part: string, heldUntil: string): void {
    const wait = Math.max(0, Date.parse(heldUntil) - this.#clock());
    const timer = setTimeout(() => void this.#due(caseId, part, heldUntil), wait);
    timer.unref();
  }

  async #due(caseId: string, part: string, heldUntil: string): Promise<void> {
    // A timer counts by another clock than the wall's, and may be early by it: the hold would never end.
    if (this.#clock() < Date.parse(heldUntil)) return this.arm(caseId, part, heldUntil);
    const answer = await this.release(caseId, part, this.#clock()).catch(() => failed('internal'));
    // Whoever signed it may be at another case by now: that it is a draft again must not wait until they look.
    if (!answer.ok && answer.error.code !== 'not_held') this.#tell('unsigned', { caseId, code: answer.error.code });
    this.#notices.changed([caseId], true);
  }

  /**
   * Signs a held draft. What cannot be signed any more (somebody was first) becomes a draft again.
   * @param dueAt release only if the hold is over by then (ms): a newer hold of the same part has its own timer
   */
  async release(caseId: string, part: string, dueAt: number | null = null): Promise<Done<Signing>> {
    const held = await this.#writer.call('held.read', { caseId, part });
    if (held === null || (dueAt !== null && Date.parse(held.heldUntil) > dueAt)) return failed('not_held');
    const { command } = held;
    const answer =
      command.kind === 'sign'
        ? await this.#writer.call('held.sign', { command: command.command, part })
        : await this.send(command.command, part);
    if (!answer.ok && answer.error.code !== 'not_held') await this.#writer.call('held.takeBack', { caseId, part });
    return answer;
  }

  /** Makes the referral's keys for whoever could open it now, and signs both its events. */
  async send(command: ParsedReferral, held: string | null): Promise<Done<Signing>> {
    const devices = await this.#reader.call('referral.recipients', { unit: command.unit, caseId: command.caseId });
    if (devices.length === 0) {
      const { caseId, unit } = command;
      await this.#writer.call('referral.refused', { caseId, unit, code: 'no_recipient_workstation' });
      return failed('no_recipient_workstation');
    }
    const referral = newId({ clock: this.#clock, random: randomBytes });
    const made = await makeReferralKey(referral, devices, randomBytes, this.#recovery());
    return this.#writer.call('referral.send', { command, made, held });
  }
}
