import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect, PGliteDriver, type DatabaseConnection } from 'kysely';
import { prepared } from './prepared-pglite.ts';

/**
 * PGlite answers within the same turn of the event loop, and Kysely hands its one connection straight on. Without a
 * pause between two users, one that asks again and again would keep sockets, timers and signals waiting.
 */
class PausingDriver extends PGliteDriver {
  readonly #pglite: PGlite;
  #connection: DatabaseConnection | null = null;
  constructor(pglite: PGlite) {
    super({ pglite });
    this.#pglite = pglite;
  }
  override async acquireConnection() {
    return (this.#connection ??= prepared(this.#pglite, await super.acquireConnection()));
  }
  /** Kysely waits for ever for a transaction that a closed PGlite does not begin, and leaves its refusal to nobody. */
  override async beginTransaction(connection: Parameters<PGliteDriver['beginTransaction']>[0]) {
    if (this.#pglite.closed) throw new Error('The embedded database is closed.');
    await super.beginTransaction(connection);
  }
  override async releaseConnection() {
    await super.releaseConnection();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

class PausingDialect extends PGliteDialect {
  readonly #pglite: PGlite;
  constructor(pglite: PGlite) {
    super({ pglite });
    this.#pglite = pglite;
  }
  override createDriver() {
    return new PausingDriver(this.#pglite);
  }
}

/** PGlite drops what its backend says; its last words are the only trace of why it ended. */
const tellPanic = (line: string): boolean => {
  if (/ (PANIC|FATAL): /.test(line)) process.stderr.write(`hub: ${line}\n`);
  return false;
};

interface Backend {
  readonly mod?: { _PostgresMainLoopOnce: () => void };
  readonly POSTGRES_MAIN_LONGJMP: number;
}

/**
 * When the backend panics inside a statement, PGlite 0.5 swallows that and runs it again for ever, synchronously: the
 * process hangs at full load and answers no signal (electric-sql/pglite#1058). Ending the process is what PostgreSQL
 * does too; the next start recovers from the write-ahead log.
 */
function endWithBackend(pglite: PGlite): void {
  const { mod, POSTGRES_MAIN_LONGJMP } = pglite as unknown as Backend;
  if (mod === undefined) return;
  const once = mod._PostgresMainLoopOnce;
  mod._PostgresMainLoopOnce = () => {
    try {
      once();
    } catch (error) {
      if ((error as { status?: number }).status === POSTGRES_MAIN_LONGJMP) throw error;
      process.stderr.write(`hub: the embedded database broke off (${String(error)}): start again, it recovers\n`);
      process.exit(70);
    }
  };
}

/** PostgreSQL inside this process: in a folder, or in memory when none is given. Starts in about two seconds. */
export async function pgliteDialect(folder: string | null): Promise<PGliteDialect> {
  const pglite = await PGlite.create({ ...(folder !== null && { dataDir: folder }), onStderr: tellPanic });
  endWithBackend(pglite);
  return new PausingDialect(pglite);
}
