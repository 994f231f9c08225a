import type { AuditCheck, AuditLine, Inclusion } from '../../../shared/bridge/audit.ts';
import { auditKinds, type AuditKind } from '../../../shared/domain/audit/kind.ts';
import { codeList } from '../../../shared/domain/codes.ts';
import { kindOf } from '../../../shared/domain/compartment.ts';
import { HUB_DEVICE } from '../../../shared/domain/header.ts';
import { TakingReason } from '../../../shared/domain/events/taking-out.ts';
import { labelOf } from '../../words/codes.ts';
import { refusalReasons } from '../../words/refusals.ts';
import { takingReasons } from '../../words/taking-out.ts';
import { t } from '../../words/t.ts';

/** The kinds of DPA 2018 s.62(1), and what else is logged. */
export const kindWord: Readonly<Record<AuditKind, string>> = {
  collection: t('Collection'),
  alteration: t('Alteration'),
  consultation: t('Consultation'),
  disclosure: t('Disclosure'),
  combination: t('Combination'),
  erasure: t('Erasure'),
  administration: t('Working of the system'),
};
export const kinds = auditKinds;

const movedWhy: Readonly<Record<string, string>> = {
  misrouted: t('Reached the wrong unit'),
  handed_back: t('Handed back'),
  opened_again: t('Opened again to its desk'),
};
const isTaking = (code: string): code is TakingReason => TakingReason.safeParse(code).success;

/** Why an attempt was refused stands where others have the reason that was given. */
const refusedWhy: Readonly<Record<string, string>> = refusalReasons;

/** The justification that was given, in words. */
export const justificationWord = (code: string): string =>
  isTaking(code) ? takingReasons[code] : (movedWhy[code] ?? refusedWhy[code] ?? labelOf('opening_reason', code));

/** Every justification that a filter can ask for. */
export const justifications = (): readonly (readonly [string, string])[] =>
  [
    ...codeList('opening_reason').entries.map(({ code }) => code),
    ...TakingReason.options,
    ...Object.keys(movedWhy),
  ].map((code) => [code, justificationWord(code)] as const);

const howWords: Readonly<Record<string, string>> = {
  opened: t('opened'),
  peeked: t('peeked at'),
  danger: t('for danger'),
  refused: t('refused'),
  printer: t('on paper'),
  sealed_pdf: t('encrypted PDF'),
  passphrase: t('with a passphrase'),
  age_recipient: t('for a key'),
};
/** Empty where it says no more than the name of the event. */
export const howWord = ({ type, how }: Pick<AuditLine, 'type' | 'how'>): string =>
  how === null || (type === 'unlocked' && how === 'opened') ? '' : (howWords[how] ?? '');

export const placeWord: Readonly<Record<AuditLine['place'], string>> = {
  logged: t('In the log'),
  shown_early: t('Not confirmed yet'),
  waiting: t('Not sent yet'),
  refused: t('Refused'),
};

export const signatureWord: Readonly<Record<AuditLine['signature'], string>> = {
  good: t('Signed by that workstation; the signature is right.'),
  bad: t('The signature is wrong: nobody’s workstation signed this.'),
  not_checked: t('Not checked yet.'),
  by_hub: t('Made by the hub itself: the checkpoint stands for it.'),
};

export const inclusionWord: Readonly<Record<Inclusion, string>> = {
  proved: t('Proved: its path leads to the root that the hub has signed.'),
  beyond_checkpoint: t('It is in the log, behind the last checkpoint that has come here. Sync, and look again.'),
  not_in_log: t('It is in no log yet: the hub has not numbered it.'),
  contradicted: t(
    'CONTRADICTED: it is not what the hub signed at this place. Tell the people who run the hub, and keep this workstation as it is.',
  ),
  incomplete: t('It cannot be proved here: other places of its log are missing.'),
};

export const outcomeWord: Readonly<Record<AuditCheck['logs'][number]['outcome'], string>> = {
  agrees: t('agrees with the hub’s signature'),
  differs: t('DIFFERS from the hub’s signature'),
  incomplete: t('places are missing here'),
  no_checkpoint: t('no checkpoint has come yet'),
  frozen: t('frozen: the hub contradicted itself'),
};

/** A log by the name of its unit or person. */
export function logWord(
  compartment: string,
  unitName: (unit: string) => string,
  deviceName: (device: string) => string,
): string {
  const [, of = ''] = compartment.split(':', 2);
  switch (kindOf(compartment)) {
    case 'directory':
      return t('Directory of the organisation');
    case 'desk':
      return t('Desk of {{unit}}', { unit: unitName(of) });
    case 'journal':
      return t('Journal of {{workstation}}', { workstation: deviceName(of) });
    case 'readers':
      return t('A named-readers case');
    case 'referral':
      return t('A referral');
  }
}

export const personWord = ({ name, device }: Pick<AuditLine, 'name' | 'device'>): string =>
  device === HUB_DEVICE ? t('The hub') : (name ?? t('Somebody unknown here'));

/** The first characters of a workstation's id, enough to tell those of one person apart. */
export const workstationWord = (device: string): string => device.slice(-8);
