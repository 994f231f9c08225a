/** What a person holds now; nothing about how fast anybody works. */
export interface Load {
  readonly user: string;
  readonly name: string;
  /** Cases held that are not decided. */
  readonly held: number;
  /** Of these, how many weigh on their reader. */
  readonly heavy: number;
}

/** A case that waits for somebody, and who may be given it: whoever may not is not among them, and nobody is told why. */
export interface Waiting {
  readonly caseId: string;
  readonly heavy: boolean;
  readonly offered: readonly string[];
}

export interface Suggestion {
  readonly caseId: string;
  /** Null where nobody can be given it. */
  readonly to: string | null;
  /** What led to it: what that person would hold without this case. */
  readonly held: number;
  readonly heavy: number;
}

/** A heavy case first goes where fewest heavy ones are, any other where fewest are; then by name, so that it is repeatable. */
const before = (heavy: boolean) => (a: Load, b: Load) =>
  (heavy ? a.heavy - b.heavy || a.held - b.held : a.held - b.held || a.heavy - b.heavy) ||
  (a.name < b.name ? -1 : a.name > b.name ? 1 : a.user < b.user ? -1 : 1);

/**
 * Who is suggested for each of these cases, in their order: every suggestion counts for the next, so that many cases at once
 * are spread. `chosen` are choices that stand already, by case; they count too. Pure.
 */
export function suggest(
  cases: readonly Waiting[],
  loads: readonly Load[],
  chosen: Readonly<Record<string, string>> = {},
): Suggestion[] {
  const now = new Map(loads.map((load) => [load.user, load]));
  return cases.map(({ caseId, heavy, offered }) => {
    const wished = chosen[caseId];
    const able = offered.flatMap((user) => now.get(user) ?? []);
    const to = able.find(({ user }) => user === wished) ?? able.toSorted(before(heavy))[0];
    if (to === undefined) return { caseId, to: null, held: 0, heavy: 0 };
    now.set(to.user, { ...to, held: to.held + 1, heavy: to.heavy + (heavy ? 1 : 0) });
    return { caseId, to: to.user, held: to.held, heavy: to.heavy };
  });
}
