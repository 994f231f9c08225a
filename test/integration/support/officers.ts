import type { Officer } from '../../../server/keyring/contents.ts';

/** Invented officers who are present whenever a test opens its keyring. */
export const twoOfficers: readonly Officer[] = [
  { officer: '0198a000-0000-7000-8000-00000000000a', name: 'Officer One' },
  { officer: '0198a000-0000-7000-8000-00000000000b', name: 'Officer Two' },
];
