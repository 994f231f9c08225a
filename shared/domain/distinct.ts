/** Each value once, in the order of its first standing. */
export const distinct = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];
