import type { TimelineEntry } from '../../../../shared/domain/case-file.ts';
import { sentenceOf } from './timeline-words.ts';

/** One event as a sentence without its author. An unknown type stands as it came. */
export const eventInWords = (entry: TimelineEntry, nameOf: (user: string) => string): string =>
  entry.known ? sentenceOf(entry.type, entry.facets, nameOf) : entry.type;
