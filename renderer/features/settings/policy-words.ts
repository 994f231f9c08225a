/** The administrator's policy in words, field by field. */
import type { Policy } from '../../../shared/bridge/policy.ts';
import { counted } from '../../words/count.ts';

interface Said {
  readonly field: keyof Policy;
  readonly name: string;
  readonly words: string;
}

type Sayings = { readonly [F in keyof Policy]: { name: string; words: (value: Policy[F]) => string } };

/** The compiler sees to it that no field is left out. */
const sayings: Sayings = {
  hubAddress: {
    name: 'Hub',
    words: (hub) => (hub === null ? 'Chosen when the workstation is set up.' : `Only ${hub}.`),
  },
  recoveryRecipient: {
    name: 'Recovery key',
    words: (key) => (key === null ? 'As the hub names it when the workstation is set up.' : `Only ${key}.`),
  },
  allowPrint: {
    name: 'Printing',
    words: (allowed) => (allowed ? 'Supervisors may print a case; every print is in the journal.' : 'Not allowed.'),
  },
  allowExport: {
    name: 'Copies',
    words: (allowed) =>
      allowed
        ? 'Backups, and encrypted copies of a case by supervisors; every copy of a case is in the journal.'
        : 'Neither backups nor copies of a case.',
  },
  idleLockMinutes: { name: 'Locks when idle', words: (minutes) => `After ${counted(minutes, 'minute')}.` },
  coverLockSeconds: { name: 'Locks when covered', words: (seconds) => `After ${counted(seconds, 'second')}.` },
  clipboardClearSeconds: {
    name: 'Copied text',
    words: (seconds) => `Leaves the clipboard after ${counted(seconds, 'second')}.`,
  },
  destroySlotAfterTenTries: {
    name: 'Wrong passphrases',
    words: (destroys) =>
      destroys
        ? 'The tenth in a row destroys the key; only the recovery key opens the vault then.'
        : 'Each makes the wait longer; none destroys anything.',
  },
  passphraseOnly: {
    name: 'Keystore',
    words: (without) => (without ? 'A workstation may do without one.' : 'The system must have one.'),
  },
  showLastUser: {
    name: 'Lock screen',
    words: (shown) => (shown ? 'Names the people who have a vault here.' : 'Names nobody.'),
  },
};

/** Every field, in the order in which people ask for them. */
export const policyInWords = (policy: Policy): Said[] =>
  (Object.keys(sayings) as (keyof Policy)[]).map((field) => {
    const { name, words } = sayings[field] as { name: string; words: (value: Policy[keyof Policy]) => string };
    return { field, name, words: words(policy[field]) };
  });
