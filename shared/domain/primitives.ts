import { z } from 'zod';

/** A UUID in lower case. Events and cases use version 7 (RFC 9562), whose first 48 bits are the author's clock in ms. */
export const Id = z.uuid().refine((id) => id === id.toLowerCase(), 'must be lower case');
export type Id = z.infer<typeof Id>;

/** The author's clock in an id of version 7, ms since 1970. */
export const momentOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

/** An instant, UTC, ISO 8601 with milliseconds: `2026-03-01T07:45:00.000Z`. */
export const Instant = z.iso.datetime({ precision: 3 });

/** SHA-256 in lower-case hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A short code out of a dated code list (`resources/code-lists.json`); whether it exists on a day is for `codes.ts`. */
export const Code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/);

/** A unit of the organisation: `MPS` is a force's desk, `MPS-INV` its investigators. */
export const UnitCode = z.string().regex(/^[A-Z0-9]{2,8}(-[A-Z0-9]{1,8}){0,3}$/);

/** Bytes in standard base64 with padding, length-capped in characters. */
export const base64 = (maxChars: number) =>
  z
    .string()
    .max(maxChars)
    .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);

/** NUL, at which SQLite and JSON tools cut, and half a character (a lone surrogate), which has no canonical form (RFC 8785). */
const unstorable = /[\0\p{Surrogate}]/u;

/** What of a typed or pasted text can be stored. */
export const storable = (text: string): string => text.replace(new RegExp(unstorable, 'gu'), '');

/** A text that a person typed, at most `max` UTF-16 units, every character of which can be stored. */
export const words = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !unstorable.test(text), 'contains a NUL character or half a character');
