import { z } from 'zod';

/**
 * The typed calls between the vault's main thread and its writer and reader: a table of operations on one side, calls
 * by name on the other. Arguments and answers are copied; an operation that fails answers a code.
 */
export type Operation<Vault> = (vault: Vault, input: never) => unknown;
export type Operations<Vault> = Readonly<Record<string, Operation<Vault>>>;

/** What an operation answers in the end: jobs in steps and promises are run to their result. */
export type Finished<Result> = Result extends Generator<unknown, infer Value, never> ? Value : Awaited<Result>;
// The vault an operation works on is the thread's own business: only its second parameter travels.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyOperations = Readonly<Record<string, (vault: any, input: any) => unknown>>;
export type InputOf<O extends AnyOperations, N extends keyof O> =
  Parameters<O[N]> extends readonly [unknown, infer Input] ? Input : undefined;
export type AnswerOf<O extends AnyOperations, N extends keyof O> = Finished<ReturnType<O[N]>>;

export const Asked = z.strictObject({ id: z.int(), name: z.string(), input: z.unknown() });
export type Asked = z.infer<typeof Asked>;
/**
 * Asks a thread to leave by itself, between two operations. Terminating it from outside may strike in the middle of a
 * statement, and the database's native code then aborts the whole process.
 */
export const END = 'end';

/** What a thread says: an answer, that it is ready (or why not), or what a committed transaction changed. */
export const Said = z.union([
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('failed'), code: z.string() }),
  z.strictObject({ kind: z.literal('answer'), id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.strictObject({
    kind: z.literal('answer'),
    id: z.int(),
    ok: z.literal(false),
    code: z.string(),
    caseId: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('progress'), done: z.int(), total: z.int() }),
  z.strictObject({
    kind: z.literal('changed'),
    cases: z.array(z.string()),
    desk: z.boolean(),
    outbox: z.boolean(),
    directory: z.boolean(),
    keys: z.boolean(),
  }),
]);
export type Said = z.infer<typeof Said>;
/** How far a long operation has come. */
export type Progressed = Omit<Extract<Said, { kind: 'progress' }>, 'kind'>;
export type Changed = Omit<Extract<Said, { kind: 'changed' }>, 'kind'>;

/** What a thread is started with. The key is the file's own, 32 bytes. */
export const ThreadStart = z.strictObject({ file: z.string(), key: z.instanceof(Uint8Array) });
export interface ThreadStart {
  readonly file: string;
  readonly key: Uint8Array;
}

/** An operation of a thread failed. `disk_full`, `vault_damaged`, `vault_newer`, `case_damaged`, else `internal`. */
export class ThreadFailure extends Error {
  readonly code: string;
  /** The case that is damaged; null for other codes. */
  readonly caseId: string | null;
  constructor(code: string, caseId: string | null = null) {
    super(code);
    this.name = 'ThreadFailure';
    this.code = code;
    this.caseId = caseId;
  }
}
