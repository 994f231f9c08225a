import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

const LEAST_CHARACTERS = 12;
const LEAST_DIFFERENT = 5;
/** zxcvbn's "safely unguessable": an attacker with the disk needs more than 10^8 tries, each as dear as Argon2id makes it. */
const LEAST_SCORE = 3;
/** The estimate takes longer the longer the text; what is longer than this is not weaker. */
const JUDGED_CHARACTERS = 100;

/** How hard a passphrase is to guess, and what makes it easy. */
export interface Strength {
  /** 0 to 4; zxcvbn's, and at most 1 where it is too short. */
  readonly score: number;
  readonly enough: boolean;
  readonly flaw: 'empty' | 'too_short' | 'repeats' | 'easy_to_guess' | null;
}

let estimator: Promise<ZxcvbnFactory> | null = null;

/** The word lists are read on first use: unlocking does not wait for them. */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [core, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary, ours: ['candour', 'hotline', 'assessor', 'police'] },
    graphs: common.adjacencyGraphs,
  });
}

/**
 * Judges a passphrase before a vault is made with it. Length and guessability count, not kinds of characters (NCSC,
 * "three random words").
 */
export async function strengthOf(passphrase: string): Promise<Strength> {
  const characters = [...passphrase.normalize('NFKC').trim()];
  if (characters.length === 0) return { score: 0, enough: false, flaw: 'empty' };
  estimator ??= loadEstimator();
  const { score } = (await estimator).check(characters.slice(0, JUDGED_CHARACTERS).join(''));
  if (characters.length < LEAST_CHARACTERS) return { score: Math.min(score, 1), enough: false, flaw: 'too_short' };
  if (new Set(characters).size < LEAST_DIFFERENT) return { score: Math.min(score, 1), enough: false, flaw: 'repeats' };
  const enough = score >= LEAST_SCORE;
  return { score, enough, flaw: enough ? null : 'easy_to_guess' };
}

/** Whether a passphrase is too weak to protect a vault. */
export const isWeak = async (passphrase: string): Promise<boolean> => !(await strengthOf(passphrase)).enough;
