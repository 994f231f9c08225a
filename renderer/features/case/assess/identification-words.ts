import type { Identification } from '../send/pack.ts';

/** How surely a person is identified, as a word that always stands beside the disc. */
export const identificationWord: Readonly<Record<Identification, string>> = {
  confirmed: 'confirmed',
  probable: 'probably',
  possible: 'possibly',
  described: 'described only',
  unknown: 'unknown',
};
