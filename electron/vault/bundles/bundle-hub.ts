import type { BundleRecord } from '../../../shared/protocol/bundle/format.ts';
import type { CheckedBundle } from '../../../shared/protocol/bundle/read.ts';
import { endOfPage, startOfPage, type FeedAnswer, type Problem } from '../../../shared/protocol/calls.ts';
import type { HubClient } from '../sync/hub-client.ts';
import type { Answer } from '../sync/signed-call.ts';

/** The records of a bundle, one looked at ahead. */
export interface RecordLine {
  /** The next record, or null at the end; the same one until it is dropped. */
  peek(): Promise<BundleRecord | null>;
  drop(): void;
  end(): Promise<void>;
}

export function recordLine(bundle: CheckedBundle, onBytes: (bytes: number) => void): RecordLine {
  const records = bundle.records();
  let held: BundleRecord | null = null;
  let ended = false;
  return {
    async peek() {
      if (held !== null || ended) return held;
      const next = await records.next();
      if (next.done === true) {
        ended = true;
        return null;
      }
      onBytes(next.value.bytes);
      return (held = next.value.record);
    },
    drop: () => void (held = null),
    async end() {
      ended = true;
      await records.return(undefined);
    },
  };
}

/** What the engine hears where the bundle brings nothing (more) of a log; what is missing is worked out at the end. */
const notHere: Answer<never> = {
  ok: false,
  failure: {
    kind: 'problem',
    retryAfterMs: null,
    problem: {
      type: 'about:blank',
      title: 'The bundle does not bring this',
      status: 404,
      code: 'not_found',
    } satisfies Problem,
  },
};

/** Where pages that stand behind a gap are kept, and found again. */
export interface KeptPages {
  keep(page: FeedAnswer): Promise<void>;
  behind(compartment: string, epoch: number, seq: number): Promise<FeedAnswer | null>;
}

/**
 * A bundle as the hub that the engine pulls from: pages come in the order of the file, and what is here already is cut
 * off them. What stands behind a gap is kept; what was kept of an earlier file goes on where this one ends. `grantsVersion`
 * is told as the session's, since the bundle's age was judged by its hello.
 */
export function bundleHub(line: RecordLine, kept: KeptPages, grantsVersion: () => number): HubClient {
  const nothing = () => Promise.resolve(notHere);
  const behind = (page: FeedAnswer, seq: number): Answer<Buffer> => {
    const events = page.events.filter((event) => event.seq > seq);
    const leaves = page.leaves?.filter((leaf) => leaf.seq > seq);
    const cut = { ...page, grantsVersion: grantsVersion(), events, leaves };
    return { ok: true, value: Buffer.from(JSON.stringify(cut)) };
  };
  return {
    hello: nothing,
    cases: nothing,
    blob: nothing,
    push: nothing,
    async feed(compartment, epoch, seq) {
      for (;;) {
        const record = await line.peek();
        if (record?.is !== 'page' || record.page.compartment !== compartment) {
          const page = await kept.behind(compartment, epoch, seq);
          return page === null ? notHere : behind(page, seq);
        }
        const { page } = record;
        if (endOfPage(page) > seq && startOfPage(page) > seq + 1) await kept.keep(page);
        line.drop();
        if (endOfPage(page) > seq && startOfPage(page) <= seq + 1) return behind(page, seq);
      }
    },
    close: () => line.end(),
  };
}
