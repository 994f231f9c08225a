/**
 * The few calls that a page may make to the main process. One table: main's handlers and the page's `window.candour.shell`
 * are both made from it, so that neither can be half-declared.
 */
import { z } from 'zod';
import { Id } from '../domain/primitives.ts';
import { PagePolicy } from './policy.ts';

export const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

/** Of the screens; `en-XA` is English in disguise, for the tests that look for untranslated words. */
export const LanguageChoice = z.enum(['system', 'en', 'cy', 'en-XA']);
export type LanguageChoice = z.infer<typeof LanguageChoice>;

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
  /** Of the second window, which shows files of a report; null until there was one. */
  filesBounds: WindowBounds.nullable(),
  theme: Theme,
  density: Density,
  language: LanguageChoice,
  /** The hub's origin, such as `https://hub.example`; null where none has been set. */
  hub: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .nullable(),
});
export type Preferences = z.infer<typeof Preferences>;

/** What the page may change by itself: the rest is main's. */
export const PreferencesChange = Preferences.omit({ bounds: true, filesBounds: true }).partial();
export type PreferencesChange = z.infer<typeof PreferencesChange>;

export const About = z.strictObject({
  version: z.string(),
  electron: z.string(),
  /** Whether this page's process runs in Chromium's sandbox. */
  sandboxed: z.boolean(),
  demonstration: z.boolean(),
});
export type About = z.infer<typeof About>;

/** One person's vault on this workstation: a random name of a folder, or `first` for the one that came first. */
export const PersonId = z.string().regex(/^(?:first|[0-9a-f]{16})$/);

/** Who has a vault here. Names only where the policy allows them; otherwise nothing but how many there are. */
export const People = z.strictObject({
  current: PersonId,
  people: z.array(z.strictObject({ id: PersonId, name: z.string().max(120).nullable() })).max(100),
});
export type People = z.infer<typeof People>;

/** The marking of everything that leaves a screen. */
export const marking = 'OFFICIAL-SENSITIVE · PERSONAL DATA · RECIPIENTS ONLY';

/** Characters; far more than a screen holds. */
const longestCopy = 500_000;

/** What goes on the clipboard: the marking, where it is from, an empty line, the words. */
export const markedCopy = (text: string, reference: string | null): string =>
  `${marking}\nCandour${reference === null ? '' : ` · ${reference}`}\n\n${text}`;

/** The words of a copy of ours, for pasting within Candour; any other text as it is. */
export const unmarkedCopy = (text: string): string =>
  text.startsWith(`${marking}\nCandour`) ? text.replace(/^[^\n]*\n[^\n]*\n\n/, '') : text;

/** A printer of the system: the name that it goes by, and the words that people know it by. */
export const Printer = z.strictObject({ name: z.string().max(300), words: z.string().max(300) });
export type Printer = z.infer<typeof Printer>;

/** How a print or an encrypted copy ended; `code` says why it failed. */
export const TakenOut = z.strictObject({
  outcome: z.enum(['printed', 'saved', 'cancelled', 'failed']),
  code: z.string().max(60).nullable(),
});
export type TakenOut = z.infer<typeof TakenOut>;

/** What the second window shows: random names, nothing of a case. Without a file it lists those of the report. */
export const FilesShown = z.strictObject({ caseId: Id.nullable(), attachment: Id.nullable() });
export type FilesShown = z.infer<typeof FilesShown>;

/** What main tells a page unasked, over the same line as the vault's notices. */
export const shellNotices = {
  /** To the second window: show this now. */
  'files.show': FilesShown,
  /** To the first page: the second window has gone. */
  'files.closed': z.strictObject({}),
  /** To the first page: the second window was covered, so that everything is. */
  'files.covered': z.strictObject({}),
  /** Chosen in the application's menu: the page runs it as its key would, where it acts now. */
  command: z.strictObject({ id: z.string().max(60) }),
  /** Nobody has touched the workstation: it locks in so many seconds; null once somebody has. */
  locking: z.strictObject({ seconds: z.int().min(1).max(60).nullable() }),
  /** Assistive technology has begun to read along, or has ended. */
  access: z.strictObject({ assistive: z.boolean() }),
} as const;

/** What the vault granted for one print or copy. */
const Grant = z.uuid();

const ChosenPath = z.string().max(4096).nullable();
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
  'shell.policy': { request: nothing, answer: PagePolicy },
  /** Puts text on the clipboard beneath its marking; main takes it away again. */
  'shell.copy': {
    request: z.strictObject({
      text: z.string().min(1).max(longestCopy),
      reference: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,63}$/)
        .nullable(),
    }),
    answer: done,
  },
  /** The page has covered itself, or shows itself again; main locks after the policy's time. */
  'shell.cover': { request: z.strictObject({ covered: z.boolean() }), answer: done },
  /** Shows a file in the second window. With `open: false` only where there is one; answers whether there is. */
  'shell.files.show': {
    request: z.strictObject({ shown: FilesShown, open: z.boolean() }),
    answer: z.strictObject({ open: z.boolean() }),
  },
  /** The second window asks what it is to show. */
  'shell.files.shown': { request: nothing, answer: FilesShown },
  /** Whether the system says that assistive technology reads along; other tools make it say so too. */
  'shell.access': { request: nothing, answer: z.strictObject({ assistive: z.boolean() }) },
  /**
   * How many dangers nobody has acknowledged, of which the lock screen tells no more than that; a `fresh` one is also
   * told by the system, without a word of a case.
   */
  'shell.attention': {
    request: z.strictObject({ unacknowledged: z.int().min(0).max(1000), fresh: z.boolean() }),
    answer: done,
  },
  /** Something has come to wait for the person: told by the system in fixed words, to who does not look at the window. */
  'shell.attention.needed': { request: nothing, answer: done },
  'shell.attention.kept': { request: nothing, answer: z.strictObject({ unacknowledged: z.int() }) },
  /** Has the system ask for its keystore's password; where that opened it, everything begins anew by itself. */
  'shell.keystore.unlock': { request: nothing, answer: z.strictObject({ opened: z.boolean() }) },
  'shell.people': { request: nothing, answer: People },
  /** Locks, and comes back to the lock screen of this person. */
  'shell.people.choose': { request: z.strictObject({ id: PersonId }), answer: done },
  /** Locks, and comes back to the set-up of a further vault. */
  'shell.people.add': { request: nothing, answer: done },
  /** What the person of the open vault is called; main forgets it where the policy does not show names. */
  'shell.people.called': { request: z.strictObject({ name: z.string().min(1).max(120) }), answer: done },
  'shell.printers': { request: nothing, answer: z.array(Printer).max(100) },
  /** Prints what the vault has granted, on a printer or, with null, into an encrypted PDF that a dialog asks a place for. */
  'shell.print': {
    request: z.strictObject({ grant: Grant, printer: z.string().max(300).nullable() }),
    answer: TakenOut,
  },
  /** Saves the encrypted copy that the vault has granted where a dialog asks. */
  'shell.export': { request: z.strictObject({ grant: Grant }), answer: TakenOut },
  /** The print window alone says this: its pages are laid out, or why not. The page's bridge does not have it. */
  'shell.print.ready': {
    request: z.strictObject({
      code: z
        .string()
        .regex(/^[a-z_]{1,60}$/)
        .nullable(),
    }),
    answer: done,
  },
  /** The system's dialogs; the path as it was chosen, or null. What lies there only the vault looks at. */
  'shell.choose.folder': { request: nothing, answer: ChosenPath },
  'shell.choose.backup': { request: nothing, answer: ChosenPath },
  /** A file for a bundle to the hub, or for a request to be enrolled; and one that came from the hub. */
  'shell.choose.bundleOut': { request: z.strictObject({ what: z.enum(['bundle', 'request']) }), answer: ChosenPath },
  'shell.choose.bundleIn': { request: nothing, answer: ChosenPath },
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
    readonly policy: Shell<'shell.policy'>;
    readonly copy: Shell<'shell.copy'>;
    readonly cover: Shell<'shell.cover'>;
    readonly attention: {
      readonly tell: Shell<'shell.attention'>;
      readonly kept: Shell<'shell.attention.kept'>;
      readonly needed: Shell<'shell.attention.needed'>;
    };
    readonly unlockKeystore: Shell<'shell.keystore.unlock'>;
    readonly access: Shell<'shell.access'>;
    readonly files: {
      readonly show: Shell<'shell.files.show'>;
      readonly shown: Shell<'shell.files.shown'>;
    };
    readonly people: {
      readonly list: Shell<'shell.people'>;
      readonly choose: Shell<'shell.people.choose'>;
      readonly add: Shell<'shell.people.add'>;
      readonly called: Shell<'shell.people.called'>;
    };
    readonly takingOut: {
      readonly printers: Shell<'shell.printers'>;
      readonly print: Shell<'shell.print'>;
      readonly export: Shell<'shell.export'>;
    };
    readonly choose: {
      readonly folder: Shell<'shell.choose.folder'>;
      readonly backup: Shell<'shell.choose.backup'>;
      readonly bundleOut: Shell<'shell.choose.bundleOut'>;
      readonly bundleIn: Shell<'shell.choose.bundleIn'>;
    };
  };
}

/** What the print window's preload gives its page as `window.candourPrint`. */
export interface PrintBridge {
  /** What the vault delivers, once; never answered where it does not. */
  contents(): Promise<unknown>;
  /** The pages are laid out (null), or a code that says why not. */
  ready(code: string | null): Promise<unknown>;
}

declare global {
  interface Window {
    readonly candour: CandourBridge;
    readonly candourPrint: PrintBridge;
  }
}
