import type { BundleRecord } from '../../../shared/protocol/bundle/format.ts';
import type { CheckedBundle } from '../../../shared/protocol/bundle/read.ts';
import type { Problem } from '../../../shared/protocol/calls.ts';
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

/** What the engine hears where the bundle brings nothing (more) of a log: see `NOT_HERE` in `take-bundle.ts`. */
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

/**
 * A bundle as the hub that the engine pulls from: pages come in the order of the file, and what is here already is cut
 * off them. `grantsVersion` is told as the session's, since the bundle's age was judged by its hello.
 */
export function bundleHub(line: RecordLine, grantsVersion: () => number): HubClient {
  const nothing = () => Promise.resolve(notHere);
  return {
    hello: nothing,
    cases: nothing,
    blob: nothing,
    push: nothing,
    async feed(compartment, _epoch, seq) {
      for (;;) {
        const record = await line.peek();
        if (record?.is !== 'page' || record.page.compartment !== compartment) return notHere;
        const { page } = record;
        const first = page.events[0]?.seq ?? 0;
        const last = page.events.at(-1)?.seq ?? 0;
        if (last > seq && first > seq + 1) return notHere;
        line.drop();
        if (last <= seq) continue;
        const events = page.events.filter((event) => event.seq > seq);
        return { ok: true, value: Buffer.from(JSON.stringify({ ...page, grantsVersion: grantsVersion(), events })) };
      }
    },
    close: () => line.end(),
  };
}
