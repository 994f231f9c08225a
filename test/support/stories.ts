import fc from 'fast-check';

/** `CANDOUR_STORIES=chance`: the properties play stories that nobody has seen yet. */
export const BY_CHANCE = process.env['CANDOUR_STORIES'] === 'chance';

/** What every run plays otherwise, so that what failed once fails again. */
export const SEED = 20_261_122;

if (!BY_CHANCE) fc.configureGlobal({ seed: SEED });
