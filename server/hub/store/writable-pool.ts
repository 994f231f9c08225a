import pg from 'pg';
import { hostsOf } from './postgres-hosts.ts';

/** A standby answers reads only; a push to it would fail, and a page from it might lie behind what was acknowledged. */
export class NotWritable extends Error {
  readonly code = 'candour_not_writable';
}

/**
 * What holds in each connection. A commit is answered only when the standby has it; and nothing of the server's may end
 * a commit that waits for the standby, since PostgreSQL then calls it done although it is on one machine only.
 */
const ON_CONNECT = `select pg_is_in_recovery() as standby,
  set_config('statement_timeout', '0', false),
  set_config('idle_in_transaction_session_timeout', '60000', false),
  set_config('synchronous_commit', case when current_setting('synchronous_commit') in ('on', 'remote_apply')
    then current_setting('synchronous_commit') else 'on' end, false)`;

/** Also the longest wait for a free connection. */
const CONNECT_MS = 10_000;

export interface PoolCounts {
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
  /** How often another host took over since the start. */
  readonly switches: number;
}

export interface WritablePool {
  connect(): Promise<pg.PoolClient>;
  end(): Promise<void>;
  counts(): PoolCounts;
  /** Kysely asks for it; nothing of ours is in there. */
  readonly options: object;
}

/**
 * Connections to whichever of the hosts takes writes, by libpq's `target_session_attrs=read-write`. While one host
 * answers, it stays that one; when it does not, the next connection goes round the others, so that a promoted standby is
 * found without a restart. Throws the last host's error when none takes writes.
 */
export function writablePool(url: string, connections: number, types: pg.CustomTypesConfig): WritablePool {
  const pools = hostsOf(url).map((connectionString) => {
    const pool = new pg.Pool({
      connectionString,
      max: connections,
      types,
      connectionTimeoutMillis: CONNECT_MS,
      // A host that vanished without a word is noticed by the system's probes.
      keepAlive: true,
      keepAliveInitialDelayMillis: 5000,
      verify: (client, done) =>
        void client
          .query<{ standby: boolean }>(ON_CONNECT)
          .then(({ rows }) => done(rows[0]?.standby === false ? undefined : new NotWritable('a standby')), done),
    });
    // An idle connection that the server closes is replaced by the next query; without a listener it ends the process.
    pool.on('error', () => undefined);
    // The same for one that is in use: its query fails, and that is all that is to happen.
    pool.on('connect', (client) => void client.on('error', () => undefined));
    return pool;
  });
  let current = 0;
  let switches = 0;
  return {
    options: {},
    async connect() {
      const first = current;
      let failure: unknown;
      for (let tried = 0; tried < pools.length; tried++) {
        const at = (first + tried) % pools.length;
        try {
          const client = await pools[at]!.connect();
          if (at !== current) {
            current = at;
            switches += 1;
          }
          return client;
        } catch (error) {
          failure = error;
          // All connections are busy: that is no reason to ask a host that takes no writes.
          if (pools[at]!.totalCount >= connections) break;
        }
      }
      throw failure;
    },
    end: async () => void (await Promise.all(pools.map((pool) => pool.end()))),
    counts: () => {
      const sum = (key: 'totalCount' | 'idleCount' | 'waitingCount') =>
        pools.reduce((total, pool) => total + pool[key], 0);
      return { total: sum('totalCount'), idle: sum('idleCount'), waiting: sum('waitingCount'), switches };
    },
  };
}
