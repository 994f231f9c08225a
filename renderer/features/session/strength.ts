/** How long a passphrase is, in four steps; only length counts here, since nothing else can be told honestly. */
export interface Strength {
  /** 0 to 4. */
  readonly step: number;
  readonly words: string;
}

/** What the vault asks for at least, in characters. */
const shortest = 12;
const leastDifferent = 5;

/** Whether the vault would take it: long enough, and not the same few characters over and over. */
export function isLongEnough(passphrase: string): boolean {
  const characters = [...passphrase.normalize('NFC').trim()];
  return characters.length >= shortest && new Set(characters).size >= leastDifferent;
}

export function strengthOf(passphrase: string): Strength {
  const characters = [...passphrase.normalize('NFC').trim()];
  const { length } = characters;
  if (length === 0)
    return { step: 0, words: 'Four or more words that do not belong together are strong and easy to type.' };
  if (length < shortest) return { step: 1, words: `Too short: ${shortest - length} more characters at least.` };
  if (new Set(characters).size < leastDifferent)
    return { step: 1, words: 'The same few characters over and over are easy to guess.' };
  if (length < 20) return { step: 2, words: 'Long enough. A fourth or fifth word makes it far stronger.' };
  if (length < 28) return { step: 3, words: 'Strong by its length.' };
  return { step: 4, words: 'Very strong by its length.' };
}
