import { z } from 'zod';
import { Id, words } from '../primitives.ts';
import { define } from './definition.ts';

/** A part of a page or picture, as shares of its width and height from the upper left, before any turning. */
export const Region = z
  .strictObject({
    /** Counted from 1; left out where there is only one. */
    page: z.int().min(1).max(100_000).optional(),
    x: z.number().min(0).max(1),
    y: z.number().min(0).max(1),
    width: z.number().gt(0).max(1),
    height: z.number().gt(0).max(1),
  })
  .refine((r) => r.x + r.width <= 1.000_001 && r.y + r.height <= 1.000_001, 'reaches over the edge');
export type Region = z.infer<typeof Region>;

const said = words(8000).refine((text) => text.trim().length > 0, 'says nothing');

/**
 * What a file shows, written by who has seen it, so that others need not: fewer viewings are the only protection that is
 * known to help. A later description is a version beside the earlier ones.
 */
export const attachmentDescribed = define(
  'attachment_described',
  1,
  'desk',
  z.strictObject({ attachment: Id }),
  z.strictObject({ text: said }),
);

/** A note on a region of a picture or page. */
export const attachmentNoted = define(
  'attachment_noted',
  1,
  'desk',
  z.strictObject({ attachment: Id }),
  z.strictObject({ region: Region, text: said }),
);

export const attachmentNoteWithdrawn = define(
  'attachment_note_withdrawn',
  1,
  'desk',
  z.strictObject({ note: Id }),
  z.strictObject({}),
);
