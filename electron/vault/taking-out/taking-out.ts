import type { VaultPolicy } from '../../../shared/bridge/policy.ts';
import { marking } from '../../../shared/bridge/shell.ts';
import type { ExportWanted, PrintDelivery, PrintWanted, Seal } from '../../../shared/bridge/taking-out.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { isWeak } from '../session/passphrase.ts';
import type { Thread } from '../threads/call-operations.ts';
import { diskFailure } from '../threads/failure-code.ts';
import { ThreadFailure } from '../threads/operations.ts';
import type { ReaderOperations } from '../threads/reader-operations.ts';
import type { WriterOperations } from '../threads/writer-operations.ts';
import type { Taking } from './enter-taking.ts';
import { Grants } from './grants.ts';
import { partsOf } from './print-document.ts';
import { writeSealed } from './seal-file.ts';

type Policy = Pick<VaultPolicy, 'allowPrint' | 'allowExport'>;
type Leave = { grant: string };

export interface TakingOutParts {
  readonly writer: Pick<Thread<WriterOperations>, 'call'>;
  readonly reader: Pick<Thread<ReaderOperations>, 'call'>;
  /** A reader of its own for sealing, which takes a second with a passphrase: the page's reader must answer meanwhile. */
  readonly sealer: () => Promise<Thread<ReaderOperations>>;
  readonly policy: Policy;
  /** ms since 1970. */
  readonly clock: () => number;
  readonly newId: () => string;
}

/**
 * Prints and encrypted copies. The page asks and gets a grant; main redeems it, once, with the print window's port or the
 * chosen file. The journal has its entry before a word leaves the vault, and without one none leaves.
 */
export class TakingOut {
  readonly #parts: TakingOutParts;
  readonly #grants: Grants;

  constructor(parts: TakingOutParts) {
    this.#parts = parts;
    this.#grants = new Grants(parts.clock, parts.newId);
  }

  /** Codes: `print_not_allowed`, `export_not_allowed`, `not_permitted`, `journal_not_open`, `weak_passphrase`. */
  async askPrint(wanted: PrintWanted): Promise<Done<Leave>> {
    if (!this.#parts.policy.allowPrint) return failed('print_not_allowed');
    const leave = await this.#leave(wanted.caseId, wanted.seal);
    return leave.ok ? done({ grant: this.#grants.give({ kind: 'print', wanted }) }) : leave;
  }

  async askExport(wanted: ExportWanted): Promise<Done<Leave>> {
    const leave = await this.#leave(wanted.caseId, wanted.seal);
    return leave.ok ? done({ grant: this.#grants.give({ kind: 'export', wanted }) }) : leave;
  }

  async #leave(caseId: string, seal: Seal | null): Promise<Done<null>> {
    if (seal !== null && !this.#parts.policy.allowExport) return failed('export_not_allowed');
    const allowed = await this.#parts.reader.call('taking.check', caseId);
    if (!allowed.ok) return allowed;
    const weak = seal?.kind === 'passphrase' && (await isWeak(seal.passphrase));
    return weak ? failed('weak_passphrase') : done(null);
  }

  /** What the print window gets for a grant, once. Enters the print in the journal first. */
  async deliver(grant: string): Promise<PrintDelivery> {
    const wanted = this.#grants.take(grant, 'print');
    if (wanted === null) return { ok: false, code: 'grant_spent' };
    const { caseId, reason, takenTo, parts, seal } = wanted;
    const { reader, writer } = this.#parts;
    const entry: Taking = {
      type: 'printed',
      facets: { reason, parts: [...new Set(parts)], to: seal === null ? 'printer' : 'sealed_pdf' },
      payload: { caseId, takenTo },
    };
    try {
      const entered = await writer.call('taking.enter', entry);
      if (!entered.ok) return { ok: false, code: entered.error.code };
      const [read, me] = await Promise.all([reader.call('case.read', caseId), reader.call('session.me', undefined)]);
      if (!read.ok) return { ok: false, code: read.error.code };
      const { row, file, names } = read.value;
      if (file === null) return { ok: false, code: 'not_permitted' };
      if (seal !== null) this.#grants.give({ kind: 'sealing', wanted }, grant);
      const { reference } = row;
      const printed = { marking, reference, printedBy: me.name, printedAt: entered.value.at, takenTo, reason, parts };
      return { ok: true, document: { ...printed, file: partsOf(file, parts), names } };
    } catch (error) {
      return { ok: false, code: codeOf(error) };
    }
  }

  /**
   * Writes a sealed file: of a print that has become a PDF, or, without one, of the case itself. Null, or why not.
   * @param file the absolute path that the person chose in the system's dialog
   */
  async save(grant: string, file: string, pdf: Uint8Array | null): Promise<string | null> {
    try {
      return await (pdf === null ? this.#saveCase(grant, file) : this.#savePdf(grant, file, pdf));
    } catch (error) {
      return codeOf(error);
    }
  }

  async #savePdf(grant: string, file: string, pdf: Uint8Array): Promise<string | null> {
    const wanted = this.#grants.take(grant, 'sealing');
    if (wanted === null || wanted.seal === null) return 'grant_spent';
    const { seal } = wanted;
    const sealed = await this.#aside((thread) => thread.call('taking.seal', { plain: pdf, seal }));
    writeSealed(file, sealed.bytes);
    return null;
  }

  async #saveCase(grant: string, file: string): Promise<string | null> {
    const wanted = this.#grants.take(grant, 'export');
    if (wanted === null) return 'grant_spent';
    const { caseId, reason, takenTo, seal } = wanted;
    const about = { caseId, reason, takenTo, at: new Date(this.#parts.clock()).toISOString() };
    const sealed = await this.#aside((thread) => thread.call('taking.export', { about, seal }));
    if (!sealed.ok) return sealed.error.code;
    const { bytes, sha256 } = sealed.value;
    const entered = await this.#parts.writer.call('taking.enter', {
      type: 'exported',
      facets: { reason, sealedTo: seal.kind === 'passphrase' ? 'passphrase' : 'age_recipient' },
      payload: { caseId, takenTo, sha256, ...(seal.kind === 'recipient' && { recipient: seal.recipient }) },
    });
    if (!entered.ok) return entered.error.code;
    writeSealed(file, bytes);
    return null;
  }

  async #aside<Result>(work: (thread: Thread<ReaderOperations>) => Promise<Result>): Promise<Result> {
    const thread = await this.#parts.sealer();
    try {
      return await work(thread);
    } finally {
      await thread.end();
    }
  }
}

const codeOf = (error: unknown) =>
  error instanceof ThreadFailure ? error.code : (diskFailure(error) ?? 'file_not_written');
