/** How long one step of a job may take, ms: below the 20 ms that a person's own write may have to wait. */
export const SLICE_MS = 15;

/** A job of the writer in steps: each step is one transaction, and the person's own writes go between them. */
export type Steps<Result = void> = Generator<undefined, Result, undefined>;

/** What a job is told before its next step. `close`: commit and do nothing else. `alone`: nobody has waited for a while. */
export type Told = 'close' | 'alone' | undefined;

/** Steps that may leave their transaction open (`open`): before anything else is written, the next one has to be told to close it. */
export type JoinedSteps<Result = void> = Generator<'open' | undefined, Result, Told>;
