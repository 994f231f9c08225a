import { z } from 'zod';
import file from '../../resources/revealing-words.json' with { type: 'json' };

const beginnings = z
  .strictObject({ version: z.string(), source: z.string(), beginnings: z.array(z.string().min(3)).min(1) })
  .parse(file).beginnings;

const plain = (word: string) =>
  word
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/**
 * The words of a text that could tell somebody who is rung, written to or visited that a report exists: each once, as it
 * stands there. A list of beginnings knows no meaning; whoever writes decides, and nothing is changed for them.
 */
export function revealing(text: string): string[] {
  const found = new Map<string, string>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu)) {
    const key = plain(word);
    if (beginnings.some((beginning) => key.startsWith(beginning)) && !found.has(key)) found.set(key, word);
  }
  return [...found.values()];
}
