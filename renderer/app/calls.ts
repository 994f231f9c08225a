/** The cache of the vault's answers: kept until a notice says that something changed. */
import { notifyManager, QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { CallError } from '../../shared/bridge/call.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/bridge/contract.ts';
import { call, onNotice, onVaultGone } from './bridge.ts';
import { onceQuiet } from './quiet.ts';

/** How an error travels through the cache, which knows only thrown ones; `useCall` gives back the value inside. */
class CallFailed extends Error {
  readonly value: CallError;
  constructor(value: CallError) {
    super(value.code);
    this.value = value;
  }
}

// At once, where the library would wait for a timer's turn: a person waits for what they asked.
notifyManager.setScheduler(queueMicrotask);

export const answers = new QueryClient({
  defaultOptions: {
    // The vault is always there: what the network does is no matter to it.
    queries: { networkMode: 'always', staleTime: Infinity, retry: false, refetchOnWindowFocus: false },
  },
});

export interface Called<T> {
  /** The last good answer; kept while a newer one is being fetched. */
  readonly value: T | undefined;
  readonly error: CallError | null;
  /** No answer yet at all. */
  readonly loading: boolean;
  readonly again: () => void;
}

/** Asks the vault and keeps the answer current. `enabled: false` waits. */
export function useCall<N extends CallName>(
  name: N,
  input: CallInput<N>,
  { enabled = true }: { enabled?: boolean } = {},
): Called<CallOutput<N>> {
  const query: UseQueryResult<CallOutput<N>> = useQuery<CallOutput<N>>({
    queryKey: [name, input],
    queryFn: async () => {
      const answer = await call(name, input);
      if (!answer.ok) throw new CallFailed(answer.error);
      return answer.value;
    },
    enabled,
  });
  return {
    value: query.data,
    error: query.error instanceof CallFailed ? query.error.value : null,
    loading: query.isPending && enabled,
    again: () => void query.refetch(),
  };
}

/** Makes the answers of these calls be asked again. */
export const askAgain = (...names: CallName[]): void => {
  for (const name of names) void answers.invalidateQueries({ queryKey: [name] });
};

const aboutOneCase: ReadonlySet<CallName> = new Set([
  'case.read',
  'referral.read',
  'readers.read',
  'moving.read',
  'records.read',
  'records.entries',
  'danger.read',
  'attachment.hits',
]);

const askAgainAboutCases = (caseIds: readonly string[]): void => {
  const concerned = new Set(caseIds);
  void answers.invalidateQueries({
    predicate: ({ queryKey: [name, input] }) =>
      aboutOneCase.has(name as CallName) && concerned.has((input as { caseId: string }).caseId),
  });
};

/** What is known across cases changes with every one of them: asked again with the counts, where it is on the screen. */
export const knowing = ['people.search', 'people.officer', 'related.read', 'related.chart', 'alerts.rules'] as const;

/** Lists that any case may change. The first of a row of notices asks for them at once. */
const lists = [
  'danger.open',
  'screen.roles',
  'refusals.read',
  'referrals.read',
  'handover.read',
  'handover.people',
  'departures.read',
  'supervision.counts',
  'supervision.approvals',
  'supervision.overdue',
  'supervision.unheld',
  'supervision.reviews',
  'absence.read',
  'kept.list',
  'forgotten.read',
  'records.list',
  'recipients.read',
  'recipients.counts',
] as const;

/** Milliseconds between two counts of the Desk: a first sync changes them ten times a second. */
const countsApart = 1000;

/** Asks again soon for what any case may change, not more often than `countsApart`; never counts while a count is under way. */
function countAgain(): { soon: () => void; stop: () => void } {
  let waiting: (() => void) | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const count = () => {
    last = performance.now();
    waiting = undefined;
    askAgain('dues.counts', 'dues.needs', ...lists, ...knowing);
    if (answers.isFetching({ queryKey: ['desk.counts'] }) > 0) soon();
    else askAgain('desk.counts');
  };
  const soon = () => {
    waiting ??= onceQuiet(count, Math.max(0, last + countsApart - performance.now()));
  };
  return { soon, stop: () => waiting?.() };
}

/** Keeps the cache current by the vault's notices; gives back how to stop. */
export function followNotices(): () => void {
  const counts = countAgain();
  const stops = [
    counts.stop,
    onNotice('session', () =>
      askAgain(
        'session.state',
        'session.me',
        'directory.units',
        'directory.people',
        'directory.notices',
        'directory.head',
        'danger.read',
        'readers.read',
        'restore.state',
        'audit.names',
      ),
    ),
    onNotice('sync', (state) => answers.setQueryData(['sync.state', {}], state)),
    onNotice('desk', counts.soon),
    onNotice('cases', ({ caseIds }) => {
      askAgainAboutCases(caseIds);
      askAgain('refusals.read');
    }),
    onNotice('attachments', () => askAgain('attachment.list')),
    onVaultGone(() => {
      // Reset, not cleared: what is on the screen hears of it, forgets the last answer and asks again. Only then does
      // the unlock screen take the place of the case.
      void answers.resetQueries({ queryKey: ['session.state'] });
      answers.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'session.state' });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
