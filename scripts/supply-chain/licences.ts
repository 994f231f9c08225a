import parse from 'spdx-expression-parse';
import type { AppPackage } from './app-packages.ts';
import type { Finding, Licences } from './project.ts';

/**
 * Licences under which code may go into a work under AGPL-3.0-or-later: permissive ones, and the GNU licences that its
 * section 13 and the GPL's combine with. GPL-2.0-only and everything "non-commercial" are not among them. Where a part is
 * AGPL-3.0-only, the app as a whole goes out under version 3.
 */
export const compatible: ReadonlySet<string> = new Set([
  '0BSD',
  'AGPL-3.0-only',
  'AGPL-3.0-or-later',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'GPL-3.0-only',
  'GPL-3.0-or-later',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
]);

/** Fonts are not combined with the program; their own licence is for them only. */
const fonts = /^@fontsource\//;

type Expression = ReturnType<typeof parse>;

function holds(expression: Expression, allowed: (licence: string) => boolean): boolean {
  if ('conjunction' in expression) {
    const sides = [expression.left, expression.right];
    if (expression.conjunction === 'or') return sides.some((side) => holds(side, allowed));
    return sides.every((side) => holds(side, allowed));
  }
  // "GPL-2.0+" is the old way of saying "or later"; nobody needs it, so nobody has to think about it.
  return 'license' in expression && !expression.plus && allowed(expression.license);
}

/** Whether an SPDX expression leaves a choice that is compatible; one that cannot be read does not. */
export function isCompatible(licence: string, font = false): boolean {
  try {
    return holds(parse(licence), (id) => compatible.has(id) || (font && id === 'OFL-1.1'));
  } catch {
    return false;
  }
}

/** Every package of the app has a compatible licence, or is a named exception at just this version and licence. */
export function checkLicences(packages: readonly AppPackage[], { allowed }: Licences): Finding[] {
  const excepted = (one: AppPackage) =>
    allowed.some(
      ({ name, version, licence }) => name === one.name && version === one.version && licence === one.licence,
    );
  const incompatible = packages.filter((one) => !isCompatible(one.licence, fonts.test(one.name)) && !excepted(one));
  const stale = allowed.filter(({ name, version }) => {
    return !packages.some((one) => one.name === name && one.version === version);
  });
  return [
    ...incompatible.map(({ name, version, licence, parts }) => ({
      subject: `${name}@${version}`,
      problem: `is in the app (${parts.join(', ')}) under "${licence || 'no licence'}"`,
      remedy: 'take another package, or name it in scripts/supply-chain/licence-decisions.json with the reason',
    })),
    ...stale.map(({ name, version }) => ({
      subject: `${name}@${version}`,
      problem: 'has an exception for its licence and is not in the app',
      remedy: 'take it out of scripts/supply-chain/licence-decisions.json',
    })),
  ];
}
