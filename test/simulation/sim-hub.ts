import { sql } from 'kysely';
import type { EventHeader } from '../../shared/domain/header.ts';
import type { Membership } from '../../shared/domain/events/directory.ts';
import { newIdentity } from '../../server/hub/identity.ts';
import { instant, type HubIdentity } from '../../server/hub/parts.ts';
import type { Measure } from '../../shared/domain/statistics/measure.ts';
import { measures } from '../../server/hub/store/statistics.ts';
import { endReview, enterEpoch } from '../../server/hub/store/hub-row.ts';
import { startOrganisation } from '../integration/sync/support/organisation.ts';
import type { VaultIdentity } from '../../electron/vault/sync/sync-store.ts';
import { keptRows } from './kept-rows.ts';

export interface Logged {
  readonly seq: number;
  readonly id: string;
  readonly header: EventHeader;
  /** Where the case went to with it; null: it is here. */
  readonly movedTo: string | null;
}

/** The one hub of all schedules: real code on PGlite, whose rows are put back in place instead of being made anew. */
export async function startSimHub() {
  let now: (() => number) | null = null;
  const made = newIdentity();
  let epoch = made.hubEpoch;
  let pretended: number | null = null;
  // A getter, since the epoch is kept outside of the database and rises with a restore.
  const identity: HubIdentity = {
    ...made,
    get hubEpoch() {
      return pretended ?? epoch;
    },
  };
  const organisation = await startOrganisation({ kind: 'memory' }, { identity, clock: () => now?.() ?? Date.now() });
  const { db } = organisation.hub;
  const { keepRows, putRows, prepare } = keptRows(db);
  let played = 0;
  let inReview = false;

  return {
    ...organisation,
    /** Null: the machine's own clock, for what the organisation's tools do. */
    keepTime: (clock: (() => number) | null) => (now = clock),
    /** The keyring's officers vouch for a workstation: their tool goes by the machine's own clock, and so has the hub to. */
    async vouch(identity: VaultIdentity) {
      const kept = now;
      now = null;
      try {
        await organisation.grant(identity);
      } finally {
        now = kept;
      }
    },
    /** Keeps the rows as they are now as the start of every schedule. */
    async saveStart() {
      await prepare();
      await keepRows('saved');
    },
    async start() {
      epoch = made.hubEpoch;
      inReview = false;
      // Rows that were deleted take up room until they are swept, and this database sweeps nothing by itself.
      if (played++ % 20 === 19) await sql`vacuum`.execute(db);
      await putRows('saved');
    },
    backUp: () => keepRows('backup'),
    /**
     * The rows of the backup, under a new epoch: what came after it is lost to the hub. It answers nobody until an
     * administrator has ended the review of its grants.
     */
    async restore(at: number) {
      epoch += 1;
      await putRows('backup');
      await enterEpoch(db, epoch, instant(at));
      inReview = true;
    },
    inReview: () => inReview,
    async endReview() {
      await endReview(db);
      inReview = false;
    },
    epoch: () => epoch,
    /** For a hub that asks nobody which epoch they mean; null: its own again. */
    async pretendEpoch(number: number | null) {
      pretended = number;
      await db
        .updateTable('hub')
        .set({ epoch: number ?? epoch })
        .execute();
    },
    grantsVersion: async () =>
      (await db.selectFrom('hub').select('grants_version').executeTakeFirstOrThrow()).grants_version,
    setMemberships: (user: string, name: string, memberships: Membership[]) =>
      organisation.person(name, memberships, user),
    log: async (compartment: string): Promise<Logged[]> =>
      (
        await db
          .selectFrom('events')
          .select(['seq', 'id', 'header', 'moved_to'])
          .where('compartment', '=', compartment)
          .orderBy('seq')
          .execute()
      ).map(({ seq, id, header, moved_to }) => ({
        seq,
        id,
        header: JSON.parse(header) as EventHeader,
        movedTo: moved_to,
      })),
    /** As if these refusals had left no trace and used up no number. */
    async forgetRefusals(ids: readonly string[]) {
      const gone = await db.deleteFrom('ledger').where('id', 'in', ids).returning('device').execute();
      for (const { device } of gone)
        await db
          .updateTable('devices')
          .set((row) => ({ last_seq: row('last_seq', '-', 1) }))
          .where('device', '=', device)
          .execute();
    },
    /** Every desk, named-readers case, referral and journal that has a log. */
    compartments: async () =>
      (
        await db
          .selectFrom('compartments')
          .select('compartment')
          .where('kind', 'in', ['desk', 'readers', 'referral', 'journal'])
          .execute()
      ).map(({ compartment }) => compartment),
    /** Every erasure, where its case lies. */
    erasures: async () =>
      (
        await db
          .selectFrom('events')
          .select('header')
          .where('type', '=', 'erased')
          .where('moved_to', 'is', null)
          .execute()
      ).map(({ header }) => JSON.parse(header) as EventHeader),
    /** The events of which it keeps sealed contents. */
    withContents: async () =>
      new Set(
        (
          await db
            .selectFrom('events')
            .select('id')
            .where(sql<boolean>`length(sealed) > 0`)
            .execute()
        ).map(({ id }) => id),
      ),
    measured: async () => {
      const figures = new Map<string, Measure>();
      for await (const measure of measures(db)) figures.set(measure.caseId, measure);
      return figures;
    },
    /** The chunks that the hub keeps, by compartment and hash. */
    chunks: async () =>
      new Set(
        (await db.selectFrom('chunks').select(['compartment', 'sha256']).execute()).map(
          (c) => `${c.compartment} ${c.sha256}`,
        ),
      ),
    ledger: async () => db.selectFrom('ledger').select(['id', 'verdict']).execute(),
  };
}
export type SimHub = Awaited<ReturnType<typeof startSimHub>>;
