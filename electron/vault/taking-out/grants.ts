import type { AuditExportWanted } from '../../../shared/bridge/audit.ts';
import type { SubjectExportWanted } from '../../../shared/bridge/subjects.ts';
import type { ExportWanted, PackWanted, PrintWanted } from '../../../shared/bridge/taking-out.ts';

/** Long enough to find the folder in a dialog; milliseconds. */
const LASTS_MS = 5 * 60_000;

interface Wanted {
  print: PrintWanted;
  /** A print that has its contents and is to come back as a PDF to be sealed. */
  sealing: PrintWanted;
  export: ExportWanted;
  audit: AuditExportWanted;
  subject: SubjectExportWanted;
  pack: PackWanted;
  /** A pack that was laid out and is to come back as a PDF. */
  packSealing: PackWanted;
}
type Granted = { [K in keyof Wanted]: { readonly kind: K; readonly wanted: Wanted[K] } }[keyof Wanted];

/** Leaves to take something out: each is good once, for one thing, for five minutes, and only in this session. */
export class Grants {
  readonly #clock: () => number;
  readonly #newId: () => string;
  readonly #given = new Map<string, { readonly granted: Granted; readonly until: number }>();

  /** @param clock ms since 1970 */
  constructor(clock: () => number, newId: () => string) {
    this.#clock = clock;
    this.#newId = newId;
  }

  give(granted: Granted, grant = this.#newId()): string {
    for (const [old, { until }] of this.#given) if (until <= this.#clock()) this.#given.delete(old);
    this.#given.set(grant, { granted, until: this.#clock() + LASTS_MS });
    return grant;
  }

  /** What the grant is for, or null where there is none of this kind; from then on it is spent. */
  take<K extends keyof Wanted>(grant: string, kind: K): Wanted[K] | null {
    const found = this.#given.get(grant);
    if (found === undefined || found.granted.kind !== kind) return null;
    this.#given.delete(grant);
    if (found.until <= this.#clock()) return null;
    return found.granted.wanted as Wanted[K];
  }
}
