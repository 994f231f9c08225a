import type { AuditExportWanted } from '../../../shared/bridge/audit.ts';
import type { SubjectExportWanted } from '../../../shared/bridge/subjects.ts';
import type { VaultPolicy } from '../../../shared/bridge/policy.ts';
import { marking } from '../../../shared/bridge/shell.ts';
import type { ExportWanted, PackWanted, PrintDelivery, PrintWanted, Seal } from '../../../shared/bridge/taking-out.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { isWeak } from '../session/passphrase.ts';
import type { Thread } from '../threads/call-operations.ts';
import { diskFailure } from '../threads/failure-code.ts';
import { ThreadFailure } from '../threads/operations.ts';
import type { ReaderOperations } from '../threads/reader-operations.ts';
import type { WriterOperations } from '../threads/writer-operations.ts';
import type { Taking } from './enter-taking.ts';
import { Grants } from './grants.ts';
import { partsOf, toldOf } from './print-document.ts';
import { packJson } from './pack-document.ts';
import { writeSealed } from './seal-file.ts';

type Policy = Pick<VaultPolicy, 'allowPrint' | 'allowExport'>;
type Leave = { grant: string };
type FileWanted =
  | { readonly kind: 'audit'; readonly wanted: AuditExportWanted }
  | { readonly kind: 'subject'; readonly wanted: SubjectExportWanted };
const fileTypes = { audit: 'audit_exported', subject: 'subject_exported' } as const;
const sealedTo = ({ kind }: Seal) => (kind === 'passphrase' ? 'passphrase' : 'age_recipient');

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

  /** Leave for a file that is of no one case: the audit, or what is held about a person. Codes as of `askExport`. */
  async askFile(wanted: FileWanted): Promise<Done<Leave>> {
    if (!this.#parts.policy.allowExport) return failed('export_not_allowed');
    const allowed = await this.#parts.reader.call('file.check', fileTypes[wanted.kind]);
    if (!allowed.ok) return allowed;
    const { seal } = wanted.wanted;
    if (seal.kind === 'passphrase' && (await isWeak(seal.passphrase))) return failed('weak_passphrase');
    return done({ grant: this.#grants.give(wanted) });
  }

  async askPack(wanted: PackWanted): Promise<Done<Leave>> {
    if (!this.#parts.policy.allowExport) return failed('export_not_allowed');
    const allowed = await this.#parts.reader.call('pack.check', wanted.caseId);
    if (!allowed.ok) return allowed;
    const weak = wanted.seal.kind === 'passphrase' && (await isWeak(wanted.seal.passphrase));
    return weak ? failed('weak_passphrase') : done({ grant: this.#grants.give({ kind: 'pack', wanted }) });
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
    const pack = this.#grants.take(grant, 'pack');
    if (pack !== null) return this.#deliverPack(grant, pack);
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
      const [read, me, units] = await Promise.all([
        reader.call('case.read', caseId),
        reader.call('session.me', undefined),
        reader.call('directory.units', undefined),
      ]);
      if (!read.ok) return { ok: false, code: read.error.code };
      const { row, file, names, recipients } = read.value;
      if (file === null) return { ok: false, code: 'not_permitted' };
      if (seal !== null) this.#grants.give({ kind: 'sealing', wanted }, grant);
      const { reference } = row;
      const printed = { marking, reference, printedBy: me.name, printedAt: entered.value.at, takenTo, reason, parts };
      return {
        ok: true,
        document: { ...printed, file: partsOf(file, parts), names, ...toldOf(recipients, units, parts) },
      };
    } catch (error) {
      return { ok: false, code: codeOf(error) };
    }
  }

  /** A pack is entered as `exported`, with the hash of what is written: until then nothing of it leaves the two processes. */
  async #deliverPack(grant: string, wanted: PackWanted): Promise<PrintDelivery> {
    try {
      const made = await this.#packDocument(wanted);
      if (!made.ok) return { ok: false, code: made.error.code };
      this.#grants.give({ kind: 'packSealing', wanted }, grant);
      return { ok: true, document: made.value };
    } catch (error) {
      return { ok: false, code: codeOf(error) };
    }
  }

  #packDocument({ caseId, referral, reason, takenTo }: PackWanted) {
    const at = new Date(this.#parts.clock()).toISOString();
    return this.#parts.reader.call('pack.document', { caseId, referral, reason, takenTo, at });
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
    const pack = this.#grants.take(grant, 'packSealing');
    if (pack !== null) return this.#savePack(pack, file, pdf);
    const wanted = this.#grants.take(grant, 'sealing');
    if (wanted === null || wanted.seal === null) return 'grant_spent';
    const { seal } = wanted;
    const sealed = await this.#aside((thread) => thread.call('taking.seal', { plain: pdf, seal }));
    writeSealed(file, sealed.bytes);
    return null;
  }

  async #saveAudit(wanted: AuditExportWanted, file: string): Promise<string | null> {
    const at = new Date(this.#parts.clock()).toISOString();
    const made = await this.#aside((thread) => thread.call('audit.file', { wanted, at }));
    if (!made.ok) return made.error.code;
    const { reason, takenTo, seal } = wanted;
    const { bytes, sha256, entries } = made.value;
    const entered = await this.#parts.writer.call('file.enter', {
      type: 'audit_exported',
      facets: { reason, sealedTo: sealedTo(seal) },
      payload: { takenTo, sha256, entries, ...(seal.kind === 'recipient' && { recipient: seal.recipient }) },
    });
    if (!entered.ok) return entered.error.code;
    writeSealed(file, bytes);
    return null;
  }

  async #saveSubject({ list, reason, takenTo, seal }: SubjectExportWanted, file: string): Promise<string | null> {
    const made = await this.#parts.reader.call('subject.file', list);
    if (!made.ok) return made.error.code;
    const { text, passages, uncovered } = made.value;
    const plain = Buffer.from(text);
    const { bytes, sha256 } = await this.#aside((thread) => thread.call('taking.seal', { plain, seal }));
    const entered = await this.#parts.writer.call('file.enter', {
      type: 'subject_exported',
      facets: { reason, sealedTo: sealedTo(seal) },
      payload: {
        takenTo,
        sha256,
        passages,
        uncovered,
        ...(seal.kind === 'recipient' && { recipient: seal.recipient }),
      },
    });
    if (!entered.ok) return entered.error.code;
    writeSealed(file, bytes);
    return null;
  }

  /** The PDF, and the machine-readable pack beside it under the same name; both are in the journal before either is written. */
  async #savePack(wanted: PackWanted, file: string, pdf: Uint8Array): Promise<string | null> {
    const { caseId, reason, takenTo, seal } = wanted;
    const made = await this.#packDocument(wanted);
    if (!made.ok) return made.error.code;
    const files = [
      { what: 'pack_pdf', path: file, plain: pdf },
      { what: 'pack_json', path: `${file.replace(/(?:\.pdf)?\.age$/, '')}.json.age`, plain: packJson(made.value) },
    ] as const;
    const sealed = await this.#aside((thread) =>
      Promise.all(
        files.map(async ({ plain, ...each }) => ({
          ...each,
          ...(await thread.call('taking.seal', { plain, seal })),
        })),
      ),
    );
    for (const { what, sha256 } of sealed) {
      const entered = await this.#parts.writer.call('taking.enter', {
        type: 'exported',
        facets: { reason, sealedTo: seal.kind === 'passphrase' ? 'passphrase' : 'age_recipient', what },
        payload: { caseId, takenTo, sha256, ...(seal.kind === 'recipient' && { recipient: seal.recipient }) },
      });
      if (!entered.ok) return entered.error.code;
    }
    for (const { path, bytes } of sealed) writeSealed(path, bytes);
    return null;
  }

  async #saveCase(grant: string, file: string): Promise<string | null> {
    const audit = this.#grants.take(grant, 'audit');
    if (audit !== null) return this.#saveAudit(audit, file);
    const subject = this.#grants.take(grant, 'subject');
    if (subject !== null) return this.#saveSubject(subject, file);
    const wanted = this.#grants.take(grant, 'export');
    if (wanted === null) return 'grant_spent';
    const { caseId, reason, takenTo, seal } = wanted;
    const about = { caseId, reason, takenTo, at: new Date(this.#parts.clock()).toISOString() };
    const sealed = await this.#aside((thread) => thread.call('taking.export', { about, seal }));
    if (!sealed.ok) return sealed.error.code;
    const { bytes, sha256 } = sealed.value;
    const entered = await this.#parts.writer.call('taking.enter', {
      type: 'exported',
      facets: { reason, sealedTo: sealedTo(seal) },
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
