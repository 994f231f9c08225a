import { z } from 'zod';
import { TextTarget } from '../../../shared/domain/annotation.ts';
import type { DangerAbout, SafeContact } from '../../../shared/bridge/danger.ts';

/** What the sheet holds; saved as a draft at every key. */
export const DangerForm = z.object({
  who: z.string(),
  where: z.string(),
  whyNow: z.string(),
  safeContact: z.string(),
  quote: TextTarget.nullable(),
});
export type DangerForm = z.infer<typeof DangerForm>;

/** UTF-16 units, as `danger_raised` has them. */
export const longest = { who: 2000, where: 2000, whyNow: 4000, safeContact: 4000 } as const;

/** The beginning of a text, without half a character at its end. */
export function beginning(text: string, units: number): string {
  const cut = text.slice(0, units);
  return /[\uD800-\uDBFF]$/.test(cut) && cut.length < text.length ? cut.slice(0, -1) : cut;
}

/** The rules of the card in one text, as they are sent along. */
export function rulesOf(card: Pick<SafeContact, 'who' | 'how' | 'when' | 'never'> | null): string {
  if (card === null) return '';
  const { who, how, when, never } = card;
  return [who, how, when, never.trim() === '' ? '' : `Never: ${never}`]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('. ');
}

/**
 * The sheet before anything is typed: the passage quoted as the reason, what the report says of people at risk and the
 * place, and the safe-contact rules. All of it is the person's to change.
 */
export function prefilled(
  about: Pick<DangerAbout, 'reported' | 'safeContact'>,
  passage: TextTarget | null,
): DangerForm {
  const words = passage?.exact.trim() ?? '';
  return {
    who: beginning(about.reported.who, longest.who),
    where: beginning(about.reported.where, longest.where),
    whyNow: words === '' ? '' : `“${beginning(words, longest.whyNow - 2)}”`,
    safeContact: beginning(rulesOf(about.safeContact), longest.safeContact),
    quote: words === '' ? null : passage,
  };
}

/** What is signed: words without white space at their ends, and none that are empty. */
export function payloadOf(form: DangerForm) {
  const safeContact = form.safeContact.trim();
  return {
    who: form.who.trim(),
    where: form.where.trim(),
    whyNow: form.whyNow.trim(),
    ...(form.quote !== null && { quote: form.quote }),
    ...(safeContact !== '' && { safeContact }),
  };
}
