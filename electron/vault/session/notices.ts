import type { Notice, NoticeName } from '../../../shared/bridge/contract.ts';

export type Tell = <N extends NoticeName>(notice: N, payload: Notice<N>) => void;

/** At most ten notices of a kind a second: the page asks again for what it shows after each. */
const APART_MS = 100;

/** Runs `work` soon, once for however many calls there were meanwhile, and never more often than every `apart` ms. */
export function throttled(work: () => void | Promise<void>, apart = APART_MS): () => void {
  let timer: NodeJS.Timeout | null = null;
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (timer !== null) return;
    const wait = Math.max(0, last + apart - performance.now());
    timer = setTimeout(() => {
      timer = null;
      last = performance.now();
      void work();
    }, wait);
    timer.unref();
  };
}

/** More cases than the page can ask for one by one: the notice `desk` covers them. */
const MOST_CASES = 1000;

/** Collects what changed and tells the page that it did, never what. */
export class ChangeNotices {
  readonly #cases = new Set<string>();
  readonly #tellCases: () => void;
  readonly #tellDesk: () => void;

  constructor(tell: Tell) {
    this.#tellDesk = throttled(() => tell('desk', {}));
    this.#tellCases = throttled(() => {
      const caseIds = [...this.#cases].slice(0, MOST_CASES);
      for (const caseId of caseIds) this.#cases.delete(caseId);
      if (caseIds.length > 0) tell('cases', { caseIds });
      if (this.#cases.size > 0) this.#tellCases();
    });
  }

  changed(cases: readonly string[], desk: boolean): void {
    for (const caseId of cases) this.#cases.add(caseId);
    if (cases.length > 0) this.#tellCases();
    if (desk) this.#tellDesk();
  }
}
