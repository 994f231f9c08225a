/** The organisation's recovery public key, as age writes an X25519 recipient. */
export { AgeRecipient as RecoveryRecipient } from '../domain/age-recipient.ts';
