import type { CallError } from '../../../shared/bridge/call.ts';
import type { DueRow } from '../../../shared/bridge/dues.ts';
import { call } from '../../app/bridge.ts';
import { t } from '../../words/t.ts';

export type Reminded = { readonly said: string } | { readonly error: CallError };

/** Reminds the holder, in fixed words that hold no detail of the case; says instead why nobody can be reminded. */
export async function remind(row: DueRow, me: string): Promise<Reminded> {
  const { holder } = row;
  if (holder === null) return { said: t('Nobody holds this: allocate the case first.') };
  if (holder.user === me) return { said: t('You hold this yourself.') };
  const signed = await call('case.sign', {
    caseId: row.caseId,
    type: 'reminded',
    facets: { clock: row.what, to: holder.user },
    payload: {},
  });
  if (!signed.ok) return { error: signed.error };
  return { said: t('{{name}} is reminded: “You were reminded of something that is due.”', { name: holder.name }) };
}
