import fc from 'fast-check';
import { BY_CHANCE, SEED } from './stories.ts';

/**
 * For properties that also ask whether their stories came to everything that they are about: those of one seed, which do,
 * and by chance as many more. By chance alone something would be left out every few hundred runs, and that says nothing of
 * the code.
 */
export function assertByChanceAndSeed<Stories>(
  property: fc.IProperty<Stories>,
  parameters: fc.Parameters<Stories>,
): void {
  fc.assert(property, { ...parameters, seed: SEED });
  if (BY_CHANCE) fc.assert(property, parameters);
}
