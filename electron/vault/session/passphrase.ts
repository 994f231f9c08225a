const LEAST_CHARACTERS = 12;
const LEAST_DIFFERENT = 5;

/**
 * Whether a passphrase is too weak to make a vault with: shorter than twelve characters, or the same few over and over.
 * Length counts, not kinds of characters (NCSC, "three random words").
 */
export function isWeak(passphrase: string): boolean {
  const characters = [...passphrase.normalize('NFC').trim()];
  return characters.length < LEAST_CHARACTERS || new Set(characters).size < LEAST_DIFFERENT;
}
