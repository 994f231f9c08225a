/** What the command says when it cannot go on; nothing was changed then. */
export const sentences = {
  identity_missing: 'The identity file cannot be read.',
  identity_not_protected:
    'The identity file lies open. Encrypt it with a passphrase (age -p) that another person keeps.',
  identity_not_opened: 'The passphrase does not open the identity file, or the file is damaged.',
  identity_unreadable: 'There is no age identity in the identity file.',
  passphrases_differ: 'The two passphrases differ. Nothing was changed.',
  weak_passphrase: 'The new passphrase is easy to guess. Take four or more words that do not belong together.',
  no_recovery_slot: 'The vault was set up without a recovery key: only its passphrase opens it.',
  another_recovery_key: 'This is not the recovery key of the vault, or its key slot was changed.',
  keys_fit_no_database: 'The key does not fit the database beside it. Keep both, and ask for help.',
  unreadable: 'The key-slot file is damaged. Keep it, and bring it back from a copy.',
  newer_version: 'The vault was written by a newer Candour. Use the recovery of that version.',
  cost_out_of_bounds: 'The key-slot file was changed. Bring it back from a copy.',
  missing: 'There is no vault in this folder.',
  vault_in_use: 'Candour has this vault open. Close it, then try again.',
  vault_other_version: 'The vault was written by another version of Candour. Use the recovery of that version.',
} as const;
