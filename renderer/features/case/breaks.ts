/**
 * When a break is due: after three heavy cases, or after ninety minutes. Only in the memory of this page: it is never
 * stored, and a lock ends it as a break does.
 */
const HEAVY_CASES = 3;
const MINUTES = 90;

export interface Shift {
  /** Milliseconds: when work began, or the last break line was shown. */
  readonly since: number;
  readonly heavy: number;
}

/** The shift after another finished case. */
export const afterCase = (shift: Shift, heavy: boolean): Shift => ({ ...shift, heavy: shift.heavy + (heavy ? 1 : 0) });

/** `now` in milliseconds. */
export const breakDue = (shift: Shift, now: number): boolean =>
  shift.heavy >= HEAVY_CASES || now - shift.since >= MINUTES * 60_000;

let shift: Shift = { since: Date.now(), heavy: 0 };
/** Cases that were counted, and whether their signed card has the line. */
const finished = new Map<string, boolean>();

/** Counts a case that was just signed, once; answers whether its card says that a break is due. */
export function noteFinished(caseId: string, heavy: boolean, now: number): boolean {
  const known = finished.get(caseId);
  if (known !== undefined) return known;
  shift = afterCase(shift, heavy);
  const due = breakDue(shift, now);
  if (due) shift = { since: now, heavy: 0 };
  finished.set(caseId, due);
  return due;
}
