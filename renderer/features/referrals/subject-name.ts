import type { ReferralPack } from '../../../shared/domain/pack.ts';
import { t } from '../../words/t.ts';

/** A subject of a pack by its place in it: by name, collar number or rank, whichever is known. */
export function subjectName(pack: ReferralPack | null, subject: number): string {
  const of = pack?.subjects[subject];
  const known = [of?.rank, of?.name, of?.collarNumber].filter((part) => part !== undefined && part !== '');
  return known.length > 0 ? known.join(' ') : t('Subject {{n}}', { n: subject + 1 });
}
