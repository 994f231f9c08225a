/** What the list of recipients remembers: which part of the screen is shown, the filters, and the row where one was. */
import { z } from 'zod';
import { RecipientKind, RecipientState } from '../../../shared/domain/recipients.ts';
import { screenPlace } from '../../app/screen-place.ts';

const SentPlace = z.object({
  part: z.enum(['received', 'sent']).nullable(),
  kinds: z.array(RecipientKind),
  states: z.array(RecipientState),
  row: z.string().nullable(),
});
export type SentPlace = z.infer<typeof SentPlace>;

const place = screenPlace('recipients', SentPlace, { part: null, kinds: [], states: [], row: null });
export const useSentPlace = place.use;
export const changeSentPlace = place.change;
