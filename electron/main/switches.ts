/** Command-line switches: the few that are known, and every other one, which a release build refuses to start with. */

/** With it, this program asks the keystore, and does nothing else. */
export const askKeystoreSwitch = 'ask-keystore';

export interface Switches {
  readonly profile: string | undefined;
  /** A file that introduces a demonstration workstation to its hub. */
  readonly demonstration: string | undefined;
  /** Enrol a demonstration workstation, say its fingerprint, and leave. */
  readonly setUpOnly: boolean;
  /** A policy file in another place than the usual one; a test build only. */
  readonly policy: string | undefined;
  /** The keystore, as Chromium names it; undefined leaves the choice to Chromium. */
  readonly passwordStore: string | undefined;
  /** Have the system unlock its keystore, and leave: how this program asks without standing still itself. */
  readonly askKeystore: boolean;
  /** The names of the switches that a release build does not know. */
  readonly unknown: readonly string[];
}

/**
 * A list of what is allowed rather than of what is dangerous: Chromium knows over a thousand switches, and several
 * dozen of them take the sandbox, the inspector or the network out of our hands.
 */
const harmless = new Set([
  'profile',
  'password-store',
  'lang',
  'force-device-scale-factor',
  'ozone-platform',
  'ozone-platform-hint',
  'disable-gpu',
]);

/**
 * Reads what stands behind the program's name. Chromium takes one dash or two, and a slash on Windows.
 * `--name=value` and `--name value` are both understood for our own switches.
 */
export function readSwitches(args: readonly string[], platform: NodeJS.Platform): Switches {
  const values = new Map<string, string>();
  const unknown: string[] = [];
  let setUpOnly = false;
  let askKeystore = false;
  const known = new Set([
    ...harmless,
    askKeystoreSwitch,
    ...(__DEMONSTRATION__ ? ['demonstration', 'set-up-only'] : []),
    ...(__TEST_BUILD__ ? ['policy'] : []),
  ]);
  for (const [index, arg] of args.entries()) {
    const match = (platform === 'win32' ? /^(?:--?|\/)([^=]+)(?:=(.*))?$/s : /^--?([^=]+)(?:=(.*))?$/s).exec(arg);
    if (!match) continue;
    const name = (match[1] ?? '').toLowerCase();
    const value = match[2] ?? args[index + 1];
    if (!known.has(name)) unknown.push(name);
    else if (name === 'set-up-only') setUpOnly = true;
    else if (name === askKeystoreSwitch) askKeystore = true;
    else if (value !== undefined && !values.has(name)) values.set(name, value);
  }
  return {
    profile: values.get('profile'),
    demonstration: __DEMONSTRATION__ ? values.get('demonstration') : undefined,
    setUpOnly: __DEMONSTRATION__ && setUpOnly,
    policy: __TEST_BUILD__ ? values.get('policy') : undefined,
    passwordStore: values.get('password-store'),
    askKeystore,
    unknown,
  };
}
