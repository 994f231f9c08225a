/** Long work of a thread goes in slices; between two of them others are answered and a newer question may cancel it. */
export type Cancelled = () => boolean;

/** Lets everything that has arrived meanwhile be handled first. */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** How long a slice of reading may take, ms. */
export const READ_SLICE_MS = 8;
