import { forces, type Force } from '../../../../shared/domain/codes.ts';
import { t } from '../../../words/t.ts';

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Forces whose name or short name begins with, or has a word that begins with, what is typed; the best first. */
export function forcesMatching(typed: string, without: string): Force[] {
  const wanted = plain(typed).trim().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  return forces
    .filter((force) => force.short !== without)
    .filter((force) => {
      const words = plain(`${force.short} ${force.name}`).split(/[\s&()/-]+/);
      return wanted.every((w) => words.some((word) => word.startsWith(w)));
    })
    .sort((a, b) => Number(plain(b.name).startsWith(plain(typed))) - Number(plain(a.name).startsWith(plain(typed))));
}

/** The force most easily taken for this one: its name begins alike, a neighbour before others. Null when there is none. */
export function easilyMistakenFor(force: Force): Force | null {
  const first = force.name.split(' ', 1)[0];
  const alike = forces.filter((other) => other.short !== force.short && other.name.split(' ', 1)[0] === first);
  return alike.find((other) => other.region === force.region) ?? alike[0] ?? null;
}

/** `West Mercia, not West Midlands`; only the name where nothing is easily mistaken for it. */
export function forceInWords(force: Force): string {
  const short = (name: string) => name.replace(/ (Police|Constabulary)( Service)?$/, '');
  const other = easilyMistakenFor(force);
  return other === null
    ? force.name
    : t('{{short}}, not {{short2}}', { short: short(force.name), short2: short(other.name) });
}
