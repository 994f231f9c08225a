/** What a sealed file is sealed to, as it is typed. */
import type { Seal } from '../../../../shared/bridge/taking-out.ts';
import { AgeRecipient } from '../../../../shared/domain/age-recipient.ts';
import type { PassphraseStrength } from '../../../../shared/bridge/session.ts';
import { t } from '../../../words/t.ts';

export interface SealTyped {
  readonly kind: Seal['kind'];
  readonly passphrase: string;
  readonly again: string;
  readonly recipient: string;
}

export const noSeal: SealTyped = { kind: 'passphrase', passphrase: '', again: '', recipient: '' };

/** The seal, or null while it is not complete. The vault judges the passphrase again before it takes it. */
export function sealOf(typed: SealTyped, strength: PassphraseStrength | null): Seal | null {
  const { kind, passphrase, again } = typed;
  if (kind === 'recipient') {
    const recipient = AgeRecipient.safeParse(typed.recipient.trim());
    return recipient.success ? { kind, recipient: recipient.data } : null;
  }
  return passphrase !== '' && passphrase === again && strength?.enough === true ? { kind, passphrase } : null;
}

/** What is wrong with a recipient that was typed, or null. */
export function recipientProblem(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || AgeRecipient.safeParse(text).success) return null;
  return /^age1[a-z0-9]{58}$/.test(text)
    ? t('One of its letters is wrong.')
    : t('It begins with age1 and has 62 letters.');
}
