import { advantage } from './advantage.ts';
import { hate } from './hate.ts';
import { information } from './information.ts';
import { other } from './other.ts';
import { outOfScope } from './out-of-scope.ts';
import { partner } from './partner.ts';
import type { Scenario } from './scenario.ts';
import { sexual } from './sexual.ts';
import { violence } from './violence.ts';

/** Hotline category → its scenarios, and how many of a hundred reports are about it. */
export const families: readonly { category: string; share: number; scenarios: readonly Scenario[] }[] = [
  { category: 'INFO_FOR_GAIN', share: 18, scenarios: information },
  { category: 'POSITION_FOR_ADVANTAGE', share: 16, scenarios: advantage },
  { category: 'SEXUAL_BOUNDARY', share: 16, scenarios: sexual },
  { category: 'PARTNER_ABUSE_CONTROL', share: 14, scenarios: partner },
  { category: 'HATE_PREJUDICE', share: 10, scenarios: hate },
  { category: 'VIOLENCE', share: 10, scenarios: violence },
  { category: 'OTHER', share: 10, scenarios: other },
  { category: 'OUT_OF_SCOPE', share: 6, scenarios: outOfScope },
];
