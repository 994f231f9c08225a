import { z } from 'zod';
import { ReferralCaseKey } from '../keys.ts';
import { ReferralPack } from '../pack.ts';
import { Id, UnitCode, words } from '../primitives.ts';
import { define } from './definition.ts';

/** The pack leaves the desk: accepting this opens the referral's compartment. Always `after` its `referred`. */
export const referralIssued = define(
  'referral_issued',
  1,
  'referral',
  z.strictObject({ origin: Id, unit: UnitCode, caseKey: ReferralCaseKey }),
  z.strictObject({ pack: ReferralPack }),
);

/** A named investigator has taken note of the referral. One for each referral. */
export const acknowledged = define(
  'acknowledged',
  1,
  'referral',
  z.strictObject({}),
  z.strictObject({ note: words(4000).optional() }),
);

/** Made by the hub in the origin case: the facets of what a recipient did, so that the desk sees it. */
export const referralProgressed = define(
  'referral_progressed',
  1,
  'desk',
  z.strictObject({ referral: Id, event: Id, type: z.string().max(40), by: Id, facets: z.record(z.string(), z.json()) }),
  null,
);
