import type { SyncState } from '../../shared/bridge/session.ts';
import { count } from './count.ts';
import { absolute, stretch } from './time.ts';
import { t } from './t.ts';

type Told = Pick<
  SyncState,
  'phase' | 'offlineSince' | 'completeAsOf' | 'waiting' | 'refused' | 'progress' | 'problem' | 'held'
> &
  Partial<Pick<SyncState, 'sending' | 'conflicts' | 'clockOff'>>;

function line(state: Told, now: number): string {
  const since =
    state.offlineSince === null ? '' : ` ${t('since {{time}}', { time: absolute(state.offlineSince, now) })}`;
  switch (state.phase) {
    case 'offline':
      return t('Offline{{since}}', { since });
    case 'stopped':
      return state.problem === null
        ? t('Offline by choice{{since}}', { since })
        : t('Sync stopped{{since}}', { since });
    case 'connecting':
      return state.offlineSince === null ? t('Connecting') : t('Offline{{since}}, connecting', { since });
    case 'receiving':
      return state.progress === null
        ? t('Receiving')
        : state.progress.step === 'first_pages'
          ? t('Receiving what is urgent first')
          : t('Receiving {{received}} of {{total}}', {
              received: count(state.progress.received),
              total: count(state.progress.total),
            });
    case 'idle':
      // The hub answers, and something of it is not taken in or not sent: the drawer says what.
      if (state.problem !== null) return t('Not everything syncs');
      if (state.held && state.progress !== null)
        return t('Paused at {{received}} of {{total}}', {
          received: count(state.progress.received),
          total: count(state.progress.total),
        });
      if ((state.sending ?? 0) > 0) return t('Sending {{n}}', { n: count(state.sending ?? 0) });
      return state.completeAsOf === null
        ? t('In sync')
        : t('In sync at {{time}}', { time: absolute(state.completeAsOf, now) });
    default:
      return state.phase satisfies never;
  }
}

/** One sentence that always tells line, waiting and refused: `Offline since 09:12 · 3 waiting · 2 refused, 1 in conflict`. */
export function syncSentence(state: Told, now: number): string {
  const told = t('{{line}} · {{waiting}} waiting · {{refused}} refused', {
    line: line(state, now),
    waiting: count(state.waiting),
    refused: count(state.refused),
  });
  const conflicts = state.conflicts ?? 0;
  const all = conflicts === 0 ? told : `${told}, ${t('{{n}} in conflict', { n: count(conflicts) })}`;
  return (state.clockOff ?? null) === null ? all : `${all} · ${t('clock wrong')}`;
}

/** What a clock that is more than five minutes off means, and what to do. */
export const clockSentence = (off: number): string =>
  off > 0
    ? t(
        'It is {{stretch}} ahead of the hub’s. What you sign bears its time, and is accepted all the same. Set the date and time.',
        { stretch: stretch(off) },
      )
    : t(
        'It is {{stretch}} behind the hub’s. What you sign bears its time, and is accepted all the same. Set the date and time.',
        { stretch: stretch(-off) },
      );

type Stepping = Pick<SyncState, 'progress' | 'unverified' | 'refolding' | 'cases' | 'casesSaid' | 'held'>;

/** A long first sync in its steps, each with how far it is; `now` is the one under way, and what is over says so. */
export interface SyncStep {
  readonly words: string;
  readonly state: 'done' | 'now' | 'ahead';
}

/** What a first sync does, in its order: urgent cases whole, everything, signatures, and the search index where it is old. */
export function stepsOf({ progress, unverified, refolding, cases, casesSaid }: Stepping): SyncStep[] {
  if (progress === null && unverified === 0 && refolding === null) return [];
  const first = progress?.step === 'first_pages';
  const known =
    casesSaid === null
      ? t('Cases here: {{cases}}', { cases: count(cases) })
      : t('Cases here: {{cases}} of {{said}}', { cases: count(Math.min(cases, casesSaid)), said: count(casesSaid) });
  const steps: SyncStep[] = [];
  if (progress !== null) {
    steps.push({ words: t('Open and urgent cases, whole'), state: first ? 'now' : 'done' });
    const entries = t('{{received}} of {{total}} entries', {
      received: count(progress.received),
      total: count(progress.total),
    });
    steps.push({ words: `${t('The whole history')}: ${entries}. ${known}.`, state: first ? 'ahead' : 'now' });
  }
  steps.push({
    words:
      unverified === 0 ? t('Signatures') : t('Signatures: {{entries}} still to check', { entries: count(unverified) }),
    state: unverified > 0 ? 'now' : progress === null ? 'done' : 'ahead',
  });
  if (refolding !== null)
    steps.push({
      words: t('Search: {{done}} of {{total}} cases', { done: count(refolding.done), total: count(refolding.total) }),
      state: 'now',
    });
  return steps;
}
