import { z } from 'zod';
import { FileKind } from '../file-kind.ts';
import { Code, Id, words } from '../primitives.ts';
import { Sealed } from '../keys.ts';
import { define } from './definition.ts';

/** The journal of a device opens: its case key is sealed to the auditors' key, so that only auditors read it. */
export const journalOpened = define(
  'journal_opened',
  1,
  'journal',
  z.strictObject({ auditors: Id, caseKey: Sealed }),
  z.strictObject({}),
);

/**
 * Once per case and session (DPA 2018 s.62: consultation). `peek` counts looks from the list; `danger` is the words of an
 * alert, read before the conflict screen of its case: risk outranks screening, and here it is told. `reason` is a code of
 * the list `opening_reason`, given when a case outside one's own list is opened.
 */
export const caseConsulted = define(
  'case_consulted',
  1,
  'journal',
  z.strictObject({ how: z.enum(['opened', 'peeked', 'danger']) }),
  z.strictObject({ caseId: Id, reason: Code.optional() }),
);

/** A file of a report was opened: once per file and session. Its kind is told, never its name. */
export const attachmentViewed = define(
  'attachment_viewed',
  1,
  'journal',
  z.strictObject({ kind: FileKind }),
  z.strictObject({ caseId: Id, attachment: Id }),
);

/** A settled search: the number of hits and the names of the filters, never the words. */
export const searched = define(
  'searched',
  1,
  'journal',
  z.strictObject({}),
  z.strictObject({ hits: z.int().min(0), filters: z.array(words(40)).max(40) }),
);

export const unlocked = define(
  'unlocked',
  1,
  'journal',
  z.strictObject({ outcome: z.enum(['opened', 'refused']) }),
  z.strictObject({}),
);

/** The person was shown what the directory brought without their doing, and put it away. */
export const noticeSeen = define(
  'notice_seen',
  1,
  'journal',
  z.strictObject({}),
  z.strictObject({
    kind: z.enum(['device_added', 'foreign_keyring', 'directory_differs', 'id_taken']),
    device: Id,
    vouched: z.boolean(),
  }),
);

/**
 * The hub, or its log, gave the id of an event that was signed here to another one: `signed_anew` under an id of its own, or
 * it `waits`, with everything signed after it. `event` is the id that was taken; it never happens by chance.
 */
export const eventIdTaken = define(
  'event_id_taken',
  1,
  'journal',
  z.strictObject({ outcome: z.enum(['signed_anew', 'waits']) }),
  z.strictObject({ event: Id, caseId: Id, signedAnew: Id.nullable() }),
);

/** The vault was reopened with the organisation's recovery key and has a new passphrase. Written by the recovery. */
export const vaultRecovered = define(
  'vault_recovered',
  1,
  'journal',
  z.strictObject({ by: z.literal('recovery') }),
  z.strictObject({}),
);
