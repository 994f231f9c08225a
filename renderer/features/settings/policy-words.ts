/** The administrator's policy in words, field by field. */
import type { Policy } from '../../../shared/bridge/policy.ts';
import { counted } from '../../words/count.ts';
import { t } from '../../words/t.ts';

interface Said {
  readonly field: keyof Policy;
  readonly name: string;
  readonly words: string;
}

type Sayings = { readonly [F in keyof Policy]: { name: string; words: (value: Policy[F]) => string } };

/** The compiler sees to it that no field is left out. */
const sayings: Sayings = {
  hubAddress: {
    name: t('Hub'),
    words: (hub) => (hub === null ? t('Chosen when the workstation is set up.') : t('Only {{hub}}.', { hub })),
  },
  hubAuthority: {
    name: t('Hub’s certificate'),
    words: (authority) =>
      authority === null
        ? t('From any authority that the system believes.')
        : t('Only from the authority that the policy file holds.'),
  },
  hubKeys: {
    name: t('Hub’s key'),
    words: (keys) =>
      keys === null
        ? t('Any that its certificate names.')
        : t('Only one of these: {{keys}}.', { keys: keys.join(', ') }),
  },
  recoveryRecipient: {
    name: t('Recovery key'),
    words: (key) =>
      key === null ? t('As the hub names it when the workstation is set up.') : t('Only {{key}}.', { key }),
  },
  signInIssuer: {
    name: t('Sign-in service'),
    words: (issuer) => (issuer === null ? t('As the hub names it.') : t('Only {{issuer}}.', { issuer })),
  },
  allowPrint: {
    name: t('Printing'),
    words: (allowed) =>
      allowed ? t('Supervisors may print a case; every print is in the journal.') : t('Not allowed.'),
  },
  allowExport: {
    name: t('Copies'),
    words: (allowed) =>
      allowed
        ? t('Backups, and encrypted copies of a case by supervisors; every copy of a case is in the journal.')
        : t('Neither backups nor copies of a case.'),
  },
  allowBundles: {
    name: t('Bundles'),
    words: (allowed) =>
      allowed
        ? t('Sync by hand, in encrypted files on removable media, and set-up without a network.')
        : t('No sync by hand.'),
  },
  idleLockMinutes: {
    name: t('Locks when idle'),
    words: (minutes) => t('After {{minutes}}.', { minutes: counted(minutes, 'minute') }),
  },
  coverLockSeconds: {
    name: t('Locks when covered'),
    words: (seconds) => t('After {{seconds}}.', { seconds: counted(seconds, 'second') }),
  },
  clipboardClearSeconds: {
    name: t('Copied text'),
    words: (seconds) => t('Leaves the clipboard after {{seconds}}.', { seconds: counted(seconds, 'second') }),
  },
  destroySlotAfterTenTries: {
    name: t('Wrong passphrases'),
    words: (destroys) =>
      destroys
        ? t('The tenth in a row destroys the key; only the recovery key opens the vault then.')
        : t('Each makes the wait longer; none destroys anything.'),
  },
  passphraseOnly: {
    name: t('Keystore'),
    words: (without) => (without ? t('A workstation may do without one.') : t('The system must have one.')),
  },
  showLastUser: {
    name: t('Lock screen'),
    words: (shown) => (shown ? t('Names the people who have a vault here.') : t('Names nobody.')),
  },
};

/** Every field, in the order in which people ask for them. */
export const policyInWords = (policy: Policy): Said[] =>
  (Object.keys(sayings) as (keyof Policy)[]).map((field) => {
    const { name, words } = sayings[field] as { name: string; words: (value: Policy[keyof Policy]) => string };
    return { field, name, words: words(policy[field]) };
  });
