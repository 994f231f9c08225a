import { definitions } from '../../../shared/domain/events/index.ts';

/** The types of a device's journal: signed and pushed like all others, but nothing that a person waits for. */
export const JOURNAL_TYPES: readonly string[] = definitions
  .filter((definition) => definition.home === 'journal')
  .map((definition) => definition.type);
