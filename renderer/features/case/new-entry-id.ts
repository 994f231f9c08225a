/** A new id (RFC 9562, version 4) for something that stays the same through its versions, such as a person of a case. */
export const newEntryId = (): string => crypto.randomUUID();
