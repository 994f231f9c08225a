import type { SyncState } from '../../../shared/bridge/session.ts';
import type { Random } from '../../../shared/protocol/envelope.ts';
import { backoffMs, slowRetryMs } from './backoff.ts';
import type { HubClient } from './hub-client.ts';
import { listening } from './listening.ts';
import { napper, type Timers } from './napping.ts';
import type { Halt } from './round-end.ts';
import { syncRound, type RoundEnd } from './round.ts';
import { newSession, type Session } from './session.ts';
import type { SyncCrypto } from './sync-crypto.ts';
import type { SyncStore, VaultIdentity } from './sync-store.ts';
import { nothingVerified, verifyArrivals } from './verification.ts';

/** The engine's part of what the screen shows of sync; the store knows the counts. */
export type EngineState = Pick<
  SyncState,
  'phase' | 'offlineSince' | 'progress' | 'problem' | 'hub' | 'clockOff' | 'held' | 'sending'
> & {
  /** Of every log that is not whole yet and of which it was asked: how many cases the hub says it holds. */
  readonly casesSaid: Readonly<Record<string, number>>;
};

export interface SyncParts {
  readonly store: SyncStore;
  readonly crypto: SyncCrypto;
  readonly hub: (identity: VaultIdentity) => HubClient;
  /** ms since 1970. */
  readonly clock: () => number;
  readonly random: Random;
  readonly timers: Timers;
  readonly onState: (state: EngineState) => void;
  /** Something threw: a full disk, or a bug. For the log; the engine tries again. */
  readonly onFault?: (error: unknown) => void;
  /** How long an idle engine waits before it asks the hub again, ms. */
  readonly pollMs?: number;
  /** Whether it also waits at the hub for a hint, and then asks by the clock only seldom. */
  readonly listens?: boolean;
}

/** What a lent session speaks to, and what ends the work early. */
export interface Lent {
  hub(session: () => Session): HubClient;
  halted(): boolean;
}

export interface SyncEngine {
  /** `work`: something waits in the outbox. `request`: a person asked for it; ends a backoff too. */
  wake(by?: 'work' | 'request'): void;
  pause(paused: boolean): void;
  /** Has the rest of long logs wait, or go on; kept by the store over locks and restarts. Everything else goes on. */
  hold(held: boolean): Promise<void>;
  /**
   * Work that moves the same cursors as a round, between two rounds, also off the line and while paused. The session is
   * lent: it speaks to `hub`, and sends nothing. Rejects when the engine has stopped.
   */
  between<T>(lent: Lent, work: (session: Session) => Promise<T>): Promise<T>;
  /** Ends after the step under way; nothing runs afterwards. */
  stop(): Promise<void>;
  state(): EngineState;
}

const POLL_MS = 3000;
/** While hints come: for what a hint may have missed. */
const SELDOM_MS = 60_000;
/** Rounds in a row in which the hub contradicted its own greeting, or an earlier one, before the person is told. */
const DISAGREED = 3;

/** Keeps the vault and its hub in step until it is stopped. Never throws: what goes wrong shows in the state. */
export function startSync(parts: SyncParts): SyncEngine {
  const { store, clock, random, timers, onState, pollMs = POLL_MS } = parts;
  const nap = napper(timers);
  const ears = parts.listens === true ? listening(timers, random, () => nap.wake('work')) : null;
  let state: EngineState = {
    phase: 'connecting',
    offlineSince: null,
    progress: null,
    problem: null,
    hub: null,
    clockOff: null,
    held: false,
    sending: 0,
    casesSaid: {},
  };
  let paused = false;
  let stopped = false;
  let failures = 0;
  let session: Session | null = null;
  let verifying: Promise<void> | null = null;
  let verified = nothingVerified;

  const aside: (() => Promise<void>)[] = [];

  const show = (change: Partial<EngineState>) => {
    const next = { ...state, ...change };
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    onState(state);
  };

  const casesSaid = () => Object.fromEntries(session?.casesSaid ?? []);

  async function begin(): Promise<Session> {
    const identity = await store.identity();
    show({ hub: identity.hub, held: await store.onHold() });
    return newSession({
      identity,
      store,
      crypto: parts.crypto,
      hub: parts.hub(identity),
      clock,
      random,
      halted: () => paused || stopped,
      receiving: (progress) => {
        if (!paused) show({ phase: 'receiving', progress, offlineSince: null, casesSaid: casesSaid() });
      },
      onHold: () => state.held,
      sending: (events) => show({ sending: events }),
    });
  }

  async function once(): Promise<RoundEnd> {
    try {
      session ??= await begin();
      const end = await syncRound(session);
      show({ clockOff: session.clockOff });
      const shut = end.halt?.kind === 'fatal' ? end.halt.code : null;
      if (shut === 'device_revoked' || shut === 'device_forked') await store.shut(shut);
      return end;
    } catch (error) {
      // What was written is in order, and another try may do better.
      parts.onFault?.(error);
      return { halt: { kind: 'busy', code: 'internal', retryAfterMs: null }, again: false, behind: null };
    }
  }

  async function lend<T>({ hub, halted }: Lent, work: (session: Session) => Promise<T>): Promise<T> {
    const own = (session ??= await begin());
    const held = own.pushHeld;
    const lent: Session = {
      ...own,
      hub: hub(() => lent),
      halted: () => stopped || halted(),
      receiving: () => undefined,
      sending: () => undefined,
      // A bundle was carried here to be read.
      onHold: () => false,
      askedAbout: null,
      pushHeld: { code: 'unavailable', until: Number.POSITIVE_INFINITY },
    };
    try {
      return await work(lent);
    } finally {
      const {
        hub: _hub,
        halted: _halted,
        receiving: _receiving,
        sending: _sending,
        onHold: _onHold,
        askedAbout: _asked,
        ...learnt
      } = lent;
      Object.assign(own, learnt, { pushHeld: held });
      // The next round looks again at what it may keep.
      own.leasesAt = Number.NEGATIVE_INFINITY;
      verifyAside(own);
    }
  }

  /** In its own time: checking a first sync's signatures must not hold up the next push. */
  function verifyAside(current: Session): void {
    verifying ??= verifyArrivals(current, verified)
      .then((reached) => {
        verified = reached;
        if (reached.doubted.size > 0) nap.wake('work');
      })
      .catch((error: unknown) => parts.onFault?.(error))
      .finally(() => (verifying = null));
  }

  /** Shows how a round ended; answers how long to rest and what ends the rest early. */
  function settle({ halt, again, behind }: RoundEnd): { ms: number | null; wakenBy: 'anything' | 'request' } {
    if (halt === null) {
      failures = 0;
      const problem = [...session!.frozen.values()][0] ?? session!.pushHeld?.code ?? null;
      show({ phase: 'idle', offlineSince: null, progress: behind, problem, casesSaid: casesSaid() });
      if (!again) ears?.begin(session!);
      return { ms: again ? 0 : ears?.works() === true ? SELDOM_MS : pollMs, wakenBy: 'anything' };
    }
    // Off the line the open vault watches the clock by itself: whoever comes back has its leases looked at anew.
    if (session !== null) session.leasesAt = Number.NEGATIVE_INFINITY;
    return { ms: restAfter(halt), wakenBy: 'request' };
  }

  function restAfter(halt: Halt): number | null {
    const offlineSince = state.offlineSince ?? new Date(clock()).toISOString();
    switch (halt.kind) {
      case 'halted':
        return 0;
      case 'stale':
        // Once is what happens when grants change under way; a hub that keeps on is backed off from.
        failures += 1;
        if (failures >= DISAGREED)
          show({ phase: 'offline', offlineSince, progress: null, problem: 'answers_disagree' });
        return failures === 1 ? 0 : backoffMs(failures, null, random);
      case 'unreachable':
        failures += 1;
        show({ phase: 'offline', offlineSince, progress: null, problem: null });
        return backoffMs(failures, null, random);
      case 'busy':
        failures += 1;
        show({ phase: 'offline', offlineSince, progress: null, problem: halt.code });
        return backoffMs(failures, halt.retryAfterMs, random);
      case 'refused':
        show({ phase: 'offline', offlineSince, progress: null, problem: halt.code });
        return slowRetryMs(halt.retryAfterMs ?? null, random);
      case 'fatal':
        stopped = true;
        show({ phase: 'stopped', progress: null, problem: halt.code });
        return null;
      default:
        return halt satisfies never;
    }
  }

  async function run(): Promise<void> {
    while (!stopped) {
      const job = aside.shift();
      if (job !== undefined) {
        await job();
        continue;
      }
      if (paused) {
        await nap.sleep(null, 'request');
        continue;
      }
      if (state.phase === 'offline' || state.phase === 'stopped') show({ phase: 'connecting' });
      const end = await once();
      if (stopped) break;
      if (end.halt === null && session !== null) verifyAside(session);
      const rest = settle(end);
      if (!stopped && rest.ms !== 0) await nap.sleep(rest.ms, rest.wakenBy);
    }
    await verifying;
    await session?.hub.close();
  }

  const running = run();
  const between = <T>(lent: Lent, work: (session: Session) => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      if (stopped) return reject(new Error('sync has stopped'));
      aside.push(() => lend(lent, work).then(resolve, reject));
      nap.wake('request');
    });
  return {
    between,
    wake(by = 'work') {
      // Who asks is told how far it goes, though nothing came.
      if (by === 'request' && session !== null) session.completeAt = Number.NEGATIVE_INFINITY;
      nap.wake(by);
    },
    pause(wanted) {
      paused = wanted;
      if (paused && !stopped) show({ phase: 'stopped', progress: null, problem: null });
      nap.wake('request');
    },
    async hold(wanted) {
      await store.hold(wanted);
      show({ held: wanted });
      nap.wake('request');
    },
    async stop() {
      stopped = true;
      ears?.stop();
      nap.wake('request');
      // Calls under way end at once; what they would have brought comes next time.
      await session?.hub.close();
      await running;
    },
    state: () => state,
  };
}
