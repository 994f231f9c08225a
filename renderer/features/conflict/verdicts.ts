export interface Verdicts {
  readonly none: readonly string[];
  readonly declared: readonly string[];
}

/** What the marks of both sheets mean: a case is declared when it, or any name in it, is marked; every other is not. */
export function verdicts(
  cases: readonly { readonly caseId: string }[],
  names: readonly { readonly key: string; readonly caseIds: readonly string[] }[],
  marked: ReadonlySet<string>,
): Verdicts {
  const byName = new Set(names.filter(({ key }) => marked.has(key)).flatMap(({ caseIds }) => caseIds));
  const isDeclared = (caseId: string) => marked.has(caseId) || byName.has(caseId);
  const ids = cases.map(({ caseId }) => caseId);
  return { none: ids.filter((id) => !isDeclared(id)), declared: ids.filter(isDeclared) };
}

/** Cuts verdicts into calls of at most `size` cases, the declared ones first: those close at once. */
export function inChunks({ none, declared }: Verdicts, size: number): { none: string[]; declared: string[] }[] {
  const all = [
    ...declared.map((caseId) => ({ caseId, declared: true })),
    ...none.map((caseId) => ({ caseId, declared: false })),
  ];
  const chunks: { none: string[]; declared: string[] }[] = [];
  for (let from = 0; from < all.length; from += size) {
    const part = all.slice(from, from + size);
    chunks.push({
      none: part.filter((one) => !one.declared).map((one) => one.caseId),
      declared: part.filter((one) => one.declared).map((one) => one.caseId),
    });
  }
  return chunks;
}
