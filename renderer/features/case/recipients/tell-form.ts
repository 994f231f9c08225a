/** The form in which a recipient is told by hand: its fields by kind, what is missing, and the event it signs. */
import { z } from 'zod';
import type { CaseFile } from '../../../../shared/domain/case-file.ts';
import { latest } from '../../../../shared/domain/case-file.ts';
import { forceByShort, oversightBodiesOf } from '../../../../shared/domain/codes.ts';
import { recipientKinds, type RecipientKind } from '../../../../shared/domain/recipients.ts';
import type { Command } from '../open-case.ts';
import { t } from '../../../words/t.ts';
import { fieldOfInstant, instantOfField } from '../london-field.ts';

export const handKinds = recipientKinds.filter((kind) => kind !== 'detectives');
export type HandKind = Exclude<RecipientKind, 'detectives'>;

export const TellForm = z.object({
  kind: z.enum(['', 'safeguarding', 'other_force', 'oversight', 'professional_standards', 'vetting']),
  /** As the field gives it, on the clock of London. */
  toldAt: z.string(),
  means: z.string(),
  who: z.string(),
  passed: z.string(),
  note: z.string(),
  body: z.string(),
  /** Codes of what is asked, or of the grounds. */
  codes: z.array(z.string()),
  /** Reason, matter or purpose. */
  code: z.string(),
  severity: z.string(),
  late: z.string(),
});
export type TellForm = z.infer<typeof TellForm>;
export const emptyTell = (): TellForm => ({
  ...{
    kind: '',
    toldAt: '',
    means: '',
    who: '',
    passed: '',
    note: '',
    body: '',
    codes: [],
    code: '',
    severity: '',
    late: '',
  },
});

/** The decision that has effect, or null. */
export const standingDecision = (file: CaseFile) =>
  file.decisions.findLast(({ awaits }) => awaits === undefined) ?? null;

/** Why a kind cannot be told now, as a sentence with the way on; null when it can. */
export function closedBecause(kind: HandKind, file: CaseFile, force: string): string | null {
  const decision = standingDecision(file);
  switch (kind) {
    case 'safeguarding':
      return null;
    case 'oversight': {
      const test = latest(file, 'referral_test');
      if (test?.facets.grounds.some(({ answer }) => answer === 'yes') !== true)
        return t('Sign the referral test first, with a ground answered by yes: Ctrl+5.');
      if (file.work.authority.length === 0)
        return t('Sign the notice to the appropriate authority first: Ctrl+5. It is the authority that refers.');
      return oversightBodiesOf(force).length === 0 ? t('No oversight body is known for this force.') : null;
    }
    case 'other_force':
      return decision?.route === 'other_force'
        ? null
        : t('The decision that stands sends the case to no other force: Ctrl+6.');
    case 'professional_standards':
      return decision?.route === 'professional_standards'
        ? null
        : t('The decision that stands does not send the case to professional standards: Ctrl+6.');
    case 'vetting':
      return decision === null ? t('There is no decision yet: Ctrl+6.') : null;
  }
}

/** What choosing a kind fills in: nothing that somebody could overlook, only what the case has said already. */
export function startOf(kind: HandKind, file: CaseFile, force: string): Partial<TellForm> {
  const grounds = latest(file, 'referral_test')?.facets.grounds ?? [];
  return {
    kind,
    code: '',
    codes: kind === 'oversight' ? grounds.filter(({ answer }) => answer === 'yes').map(({ ground }) => ground) : [],
    body:
      kind === 'oversight'
        ? (oversightBodiesOf(force)[0] ?? '')
        : kind === 'other_force'
          ? (standingDecision(file)?.force ?? '')
          : '',
    toldAt: fieldOfInstant(new Date().toISOString()),
  };
}

export const isLate = (toldAt: string, due: string | null) => {
  const at = instantOfField(toldAt);
  return at !== null && due !== null && at > due;
};

/** What is still missing, as sentences. `due`: the statutory time of a mandatory referral. */
export function tellGaps(form: TellForm, due: string | null): string[] {
  const { kind } = form;
  if (kind === '') return [t('Choose who was told.')];
  const at = instantOfField(form.toldAt);
  return [
    ...(form.who.trim() === '' ? [t('Say who took it there.')] : []),
    ...(form.passed.trim() === '' ? [t('Say what was passed on.')] : []),
    ...(form.means === '' ? [t('Choose how it went.')] : []),
    ...(at === null ? [t('Say when they were told.')] : []),
    ...(at !== null && Date.parse(at) > Date.now() ? [t('It cannot have been told in the future.')] : []),
    ...(kind === 'safeguarding' && form.codes.length === 0 ? [t('Choose what is asked of them.')] : []),
    ...(kind === 'oversight' && form.codes.length === 0 ? [t('Choose at least one ground.')] : []),
    ...(kind === 'oversight' && form.body === '' ? [t('Choose the body.')] : []),
    ...(kind === 'oversight' && isLate(form.toldAt, due) && form.late === '' ? [t('Choose why it is late.')] : []),
    ...(kind === 'other_force' && form.code === '' ? [t('Choose why it goes there.')] : []),
    ...(kind === 'professional_standards' && form.code === '' ? [t('Choose the kind of matter.')] : []),
    ...(kind === 'vetting' && form.code === '' ? [t('Choose what is asked of them.')] : []),
  ];
}

export function facetsOf(form: TellForm, due: string | null): Command['facets'] {
  const told = { toldAt: instantOfField(form.toldAt)!, means: form.means };
  const { kind, codes, code, body, severity, late } = form;
  switch (kind) {
    case 'safeguarding':
      return { kind, ...told, asks: codes };
    case 'other_force':
      return { kind, ...told, body, reason: code };
    case 'oversight':
      return { kind, ...told, body, grounds: codes, ...(isLate(form.toldAt, due) && { late }) };
    case 'professional_standards':
      return { kind, ...told, matter: code, ...(severity !== '' && { severity }) };
    case 'vetting':
    case '':
      return { kind: 'vetting', ...told, purpose: code };
  }
}

export const contentsOf = ({ who, passed, note }: TellForm): Command['payload'] => ({
  who: who.trim(),
  passed: passed.trim(),
  ...(note.trim() !== '' && { note: note.trim() }),
});

/** A force as the form shows it, which the decision has chosen. */
export const forceName = (short: string) => forceByShort(short)?.name ?? short;
