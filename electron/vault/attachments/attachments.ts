import type { AttachmentState } from '../../../shared/bridge/attachment.ts';
import { failed, type Done } from '../calls/failure.ts';
import { throttled, type Tell } from '../session/notices.ts';
import type { AttachmentOperations } from '../threads/attachment-operations.ts';
import type { Thread } from '../threads/call-operations.ts';
import type { ReaderOperations } from '../threads/reader-operations.ts';
import { Fetching, lightTimers, type FetchingParts } from './fetching.ts';
import type { FileName } from './files.ts';

/** The most that is fetched ahead, bytes of everything that lies here. */
const AHEAD_BYTES = 2 * 2 ** 30;
/** Milliseconds from a change on the Desk to a look at its files. */
const LOOK_MS = 1000;

export interface AttachmentParts extends Pick<FetchingParts, 'hub' | 'mayCall' | 'thread' | 'timers' | 'random'> {
  readonly reader: Thread<ReaderOperations>;
  readonly tell: Tell;
}

/** The files of reports on this workstation: what is here, what is on its way, and what is given to the page. */
export class Attachments {
  readonly #parts: AttachmentParts;
  readonly #thread: Thread<AttachmentOperations>;
  readonly #fetching: Fetching;
  readonly #moved = new Set<string>();
  #looking = false;

  constructor(parts: AttachmentParts) {
    this.#parts = parts;
    this.#thread = parts.thread;
    const tellSoon = throttled(() => {
      const caseIds = [...this.#moved].slice(0, 1000);
      this.#moved.clear();
      if (caseIds.length > 0) parts.tell('attachments', { caseIds });
    });
    this.#fetching = new Fetching({
      ...parts,
      lookUp: (name) => parts.reader.call('attachment.fetchable', name),
      moved: (caseId) => {
        this.#moved.add(caseId);
        tellSoon();
      },
    });
  }

  /** Every file of a case that this person may see, and how far it has come. */
  async list(caseId: string): Promise<Done<AttachmentState[]>> {
    const promised = await this.#parts.reader.call('attachment.promised', caseId);
    if (!promised.ok) return promised;
    const held = await this.#thread.call('held', caseId);
    const states = promised.value.attachments.map(({ id }): AttachmentState => {
      const here = held.find(({ attachment }) => attachment === id);
      const { state, problem } = this.#fetching.phaseOf({ caseId, attachment: id });
      const whole = here?.whole === true;
      return {
        attachment: id,
        state: whole ? 'here' : state,
        received: here?.received ?? 0,
        problem: whole ? null : problem,
        kind: here?.kind ?? null,
        closedPage: here?.closedPage ?? false,
        viewings: here?.viewings ?? 0,
      };
    });
    return { ok: true, value: states };
  }

  async state({ caseId, attachment }: FileName): Promise<Done<AttachmentState>> {
    const states = await this.list(caseId);
    if (!states.ok) return states;
    const found = states.value.find((state) => state.attachment === attachment);
    return found === undefined ? failed('attachment_unknown') : { ok: true, value: found };
  }

  async fetch(name: FileName): Promise<Done<AttachmentState>> {
    const state = await this.state(name);
    if (!state.ok || state.value.state === 'here') return state;
    if (!this.#parts.mayCall()) return failed('offline_by_choice');
    this.#fetching.ask(name);
    return this.state(name);
  }

  async cancel(name: FileName): Promise<Done<AttachmentState>> {
    const state = await this.state(name);
    if (!state.ok) return state;
    this.#fetching.cancel(name);
    return this.state(name);
  }

  async read(name: FileName, from: number, length: number): Promise<Done<{ bytes: Uint8Array<ArrayBuffer> }>> {
    const state = await this.state(name);
    if (!state.ok) return state;
    const bytes = await this.#thread.call('slice', { ...name, from, length });
    if (bytes === null) return failed('attachment_not_here');
    return bytes.length === 0 ? failed('too_far') : { ok: true, value: { bytes: new Uint8Array(bytes) } };
  }

  /** For bundles: what is waited for, and a chunk of it that came. */
  wanted = (most: number) => this.#fetching.wanted(most);
  take = (compartment: string, sha256: string, sealed: Uint8Array) => this.#fetching.take(compartment, sha256, sealed);

  viewed = (name: FileName) => this.#thread.call('viewed', name);
  decoding = (name: FileName, now: 'begins' | 'ends' | 'forget') => this.#thread.call('decoding', { ...name, now });

  /** Sync has caught up: what was stuck goes on. */
  lineIsThere(): void {
    this.#fetching.goOn();
    this.lookAround();
  }

  /** Soon, and once for many changes: what is gone from the Desk goes from here, and what is new there is fetched. */
  lookAround(): void {
    if (this.#looking) return;
    this.#looking = true;
    (this.#parts.timers ?? lightTimers).after(LOOK_MS, () => {
      // A case that goes while this looks needs another look.
      this.#looking = false;
      this.#lookAround().catch(() => undefined);
    });
  }

  async #lookAround(): Promise<void> {
    const { reader, mayCall } = this.#parts;
    const cases = new Set(await reader.call('attachment.cases', undefined));
    await this.#thread.call('keepOnly', [...cases]);
    this.#fetching.drop((caseId) => !cases.has(caseId));
    if (!mayCall()) return;
    let room = AHEAD_BYTES - (await this.#thread.call('bytes', undefined));
    const whole = new Set(await this.#thread.call('whole', undefined));
    const wanted: FileName[] = [];
    for (const { caseId, attachment, size } of await reader.call('attachment.filesAhead', undefined)) {
      if (whole.has(`${caseId} ${attachment}`)) continue;
      if ((room -= size) < 0) break;
      wanted.push({ caseId, attachment });
    }
    this.#fetching.ahead(wanted);
  }

  end = () => this.#fetching.end();
}
