import { z } from 'zod';
import { KeysForDevice, ReadersKey } from '../keys.ts';
import { Id, words } from '../primitives.ts';
import { define } from './definition.ts';

const keys = z.array(KeysForDevice).max(100);

/** A supervisor among the readers lets somebody in; the case's keys are sealed to that person's workstations. */
export const readerAdded = define(
  'reader_added',
  1,
  'desk',
  z.strictObject({ user: Id, keys }),
  z.strictObject({ reason: words(2000).optional() }),
);

/** A reader leaves. What comes after is sealed with another key, which those who stay are given here. */
export const readerRemoved = define(
  'reader_removed',
  1,
  'desk',
  z.strictObject({ user: Id, caseKey: ReadersKey }),
  z.strictObject({ reason: words(2000).optional() }),
);

/** A reader's workstation passes the keys on to another workstation of a reader, which was enrolled later. */
export const readerKeyPassed = define(
  'reader_key_passed',
  1,
  'desk',
  z.strictObject({ user: Id, keys: keys.min(1) }),
  null,
);

/**
 * A workstation that held the keys is withdrawn, or its person reads here no longer: the next reader's vault to hear of it
 * seals another key to those that stay, in the background. What comes after is sealed with that.
 */
export const readerKeyRenewed = define('reader_key_renewed', 1, 'desk', z.strictObject({ caseKey: ReadersKey }), null);
