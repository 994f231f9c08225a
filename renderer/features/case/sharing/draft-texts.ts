/** What a person typed, out of the form that a draft keeps: every text with a space in it, codes and ids left out. */
export function draftTexts(content: unknown): string[] {
  if (typeof content === 'string') return /\S\s+\S/u.test(content) ? [content] : [];
  if (Array.isArray(content)) return content.flatMap(draftTexts);
  if (typeof content === 'object' && content !== null) return Object.values(content).flatMap(draftTexts);
  return [];
}
