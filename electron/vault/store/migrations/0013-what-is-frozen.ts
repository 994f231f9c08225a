/** Logs in which the hub contradicted itself: the code for the screen, kept until the hub begins a new epoch. */
export const whatIsFrozen = `ALTER TABLE compartments ADD COLUMN frozen TEXT;`;
