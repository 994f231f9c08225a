/**
 * The few calls that a page may make to the main process. One table: main's handlers and the page's `window.candour.shell`
 * are both made from it, so that neither can be half-declared.
 */
import { z } from 'zod';

export const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

export const Density = z.enum(['comfortable', 'compact']);

export const WindowBounds = z.strictObject({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(640).max(20_000),
  height: z.int().min(480).max(20_000),
  maximised: z.boolean(),
});
export type WindowBounds = z.infer<typeof WindowBounds>;

/** Only what may be public: nothing here is secret and nothing comes from a case. */
export const Preferences = z.strictObject({
  bounds: WindowBounds,
  theme: Theme,
  density: Density,
  /** The hub's origin, such as `https://hub.example`; null where none has been set. */
  hub: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .nullable(),
  /** Shown on the unlock page; kept only where the policy allows. */
  lastDisplayName: z.string().min(1).max(120).nullable(),
});
export type Preferences = z.infer<typeof Preferences>;

/** What the page may change by itself: the rest is main's. */
export const PreferencesChange = Preferences.omit({ bounds: true }).partial();
export type PreferencesChange = z.infer<typeof PreferencesChange>;

export const About = z.strictObject({
  version: z.string(),
  electron: z.string(),
  /** Whether this page's process runs in Chromium's sandbox. */
  sandboxed: z.boolean(),
  demonstration: z.boolean(),
});
export type About = z.infer<typeof About>;

const nothing = z.undefined();
const done = z.void();

export const shellCalls = {
  /** Asks for a port to the vault, which follows as a message of its own. The preload calls it, the page cannot. */
  'shell.connect': { request: nothing, answer: done },
  'shell.preferences.read': { request: nothing, answer: Preferences },
  'shell.preferences.write': { request: PreferencesChange, answer: Preferences },
  /** Ends the vault and this page. */
  'shell.lock': { request: nothing, answer: done },
  'shell.quit': { request: nothing, answer: done },
  'shell.about': { request: nothing, answer: About },
} as const;

export type ShellCallName = keyof typeof shellCalls;
export type ShellRequest<N extends ShellCallName> = z.infer<(typeof shellCalls)[N]['request']>;
export type ShellAnswer<N extends ShellCallName> = z.infer<(typeof shellCalls)[N]['answer']>;

/** An error as a value: the code is what the screen turns into words, the message is for the log. */
export interface BridgeError {
  readonly code: string;
  readonly message: string;
  readonly [detail: string]: unknown;
}
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: BridgeError };

/** A message from the vault that no call asked for. */
export interface Notice {
  readonly notice: string;
  readonly payload?: unknown;
}

type Shell<N extends ShellCallName> =
  undefined extends ShellRequest<N>
    ? () => Promise<Answer<ShellAnswer<N>>>
    : (request: ShellRequest<N>) => Promise<Answer<ShellAnswer<N>>>;

/** What the preload gives the page as `window.candour`. */
export interface CandourBridge {
  /** Calls the vault. Never rejects; `locked` where the vault went away before it answered. */
  call(name: string, payload?: unknown): Promise<Answer<unknown>>;
  /** Hears the vault's notices; gives back how to stop. */
  onNotice(listener: (notice: Notice) => void): () => void;
  readonly shell: {
    readonly preferences: {
      readonly read: Shell<'shell.preferences.read'>;
      readonly write: Shell<'shell.preferences.write'>;
    };
    readonly lock: Shell<'shell.lock'>;
    readonly quit: Shell<'shell.quit'>;
    readonly about: Shell<'shell.about'>;
  };
}

declare global {
  interface Window {
    readonly candour: CandourBridge;
  }
}
