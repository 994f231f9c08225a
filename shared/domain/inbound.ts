import { z } from 'zod';
import { codeList, forces } from './codes.ts';
import { Channel, Reference, ReporterMode, Urgency } from './events/report.ts';

/**
 * A report as the charity sends it: one JSON object on a line. Strict about what it means (an unknown field is an
 * error, so that nothing a reporter said is dropped unseen), lenient about how it is written: null and blank mean
 * absent for an optional field, codes may come in any case, times with any offset.
 */

// A lone surrogate is half a character, cut by some earlier program. UTF-8 cannot carry it: it becomes U+FFFD.
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\uFFFD');

/** Text with a cap in UTF-16 units; control characters are kept, except NUL, at which databases cut a text. */
const text = (max: number, min = 0) =>
  z
    .string()
    .min(min, { error: 'is empty', abort: true })
    .max(max, `is longer than ${max.toLocaleString('en-GB')} characters`)
    .refine((value) => !value.includes('\u0000'), 'contains a NUL character (U+0000), which cannot be stored')
    .transform(wellFormed);

const required = (max: number) =>
  text(max, 1).refine((value) => value.trim().length > 0, { error: 'is empty', abort: true });
const optionalText = (max: number) =>
  text(max)
    .nullish()
    .transform((value) => (value?.trim() ? value : null));

type WithoutNull<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]>;
};
const withoutNull = <T extends object>(row: T) =>
  Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null && value !== undefined),
  ) as WithoutNull<T>;

const listed = (name: 'hotline_category' | 'subject_class') => {
  const known = codeList(name).entries.map((entry) => entry.code);
  return z
    .string()
    .max(60, 'is no known code')
    .transform((value) =>
      value
        .trim()
        .toUpperCase()
        .replace(/[\s-]+/g, '_'),
    )
    .refine((code) => known.includes(code), `is not one of ${known.join(', ')}`)
    .meta({ description: `In any case, one of ${known.join(', ')}` });
};

const momentPattern =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$/;

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

/** The day of an instant (ms) in London, `YYYY-MM-DD`, and its clock there read as though it were UTC, in ms. */
function inLondon(instant: number): { day: string; asUtc: number } {
  const [date = '', clock = ''] = london.format(instant).split(', ');
  const day = date.split('/').reverse().join('-');
  return { day, asUtc: Date.parse(`${day}T${clock}.000Z`) };
}

/** Milliseconds since 1970 of a written moment, or undefined when there is no such day or hour. */
function instantOf(written: string): number | undefined {
  const [day = '', clock = '00:00', zone = ''] = /^(.{10})(?:.([0-9:.,]+))?(.*)$/.exec(written)?.slice(1) ?? [];
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  if (!Number.isFinite(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  const [, hours, minutes, seconds = '00', fraction = ''] =
    /^(\d\d):(\d\d)(?::(\d\d))?(?:[.,](\d+))?$/.exec(clock) ?? [];
  const asUtc = Date.parse(`${day}T${hours}:${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  // ECMAScript reads 24:00 as the next day; a clock does not show it.
  if (!Number.isFinite(asUtc) || hours === '24') return undefined;
  if (zone === 'Z') return asUtc;
  const [, sign, offsetHours = '0', offsetMinutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  if (sign !== undefined) {
    if (Number(offsetHours) > 14 || Number(offsetMinutes) > 59) return undefined;
    return asUtc - (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  }
  // No zone: the clock on the wall in London. Its offset is that of the same figures in UTC, unless the clocks change
  // in between; asking once more at the first guess settles that.
  const wholeSecond = asUtc - (asUtc % 1000);
  const guess = wholeSecond - (inLondon(wholeSecond).asUtc - wholeSecond);
  return asUtc - (inLondon(guess).asUtc - guess);
}

const Moment = z
  .string()
  .regex(momentPattern, 'is not a time such as 2026-03-01T07:45:00Z, 2026-03-01T07:45:00+01:00 or 2026-03-01')
  .transform((written, context) => {
    const at = instantOf(written);
    const iso = at === undefined ? '' : new Date(at).toISOString();
    if (at !== undefined && /^\d{4}-/.test(iso)) return { at, iso, wholeDay: written.length === 10 };
    context.issues.push({ code: 'custom', input: written, message: 'is no day and time that exists' });
    return z.NEVER;
  })
  .meta({
    description: 'ISO 8601. Without an offset the clock of London is meant; a plain date is its midnight there.',
  });

const reference = z
  .union([z.string(), z.int().min(0).transform(String)], 'is not text')
  .transform((value) => value.trim())
  .refine((value) => Reference.safeParse(value).success, {
    error: 'is not a reference: 1 to 64 letters, digits, spaces or . / _ - beginning with a letter or digit',
  })
  .meta({ description: '1 to 64 letters, digits, spaces or . / _ - beginning with a letter or digit' });

const Subject = z
  .strictObject({
    name: optionalText(200),
    rank: optionalText(100),
    collarNumber: z
      .union([text(40), z.int().min(0).transform(String)])
      .nullish()
      .transform((v) => (v?.trim() ? v : null)),
    station: optionalText(200),
    subjectClass: listed('subject_class')
      .nullish()
      .transform((v) => v ?? null),
    description: optionalText(4000),
  })
  .transform(withoutNull);

const PersonAtRisk = z
  .strictObject({
    description: required(4000),
    child: z
      .boolean()
      .nullish()
      .transform((v) => v ?? null),
  })
  .transform(withoutNull);

const Attachment = z.strictObject({
  filename: required(1000),
  mediaType: z
    .string()
    .max(200)
    .regex(/^[\w.+-]+\/[\w.+-]+(\s*;.*)?$/, 'is not a media type such as application/pdf'),
  sha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'is not a SHA-256 of 64 hexadecimal digits')
    .transform((hex) => hex.toLowerCase()),
  /** Where the file lies, seen from the folder of the reports file; the gateway refuses what leads out of it. */
  path: required(4000),
});

const rows = <T extends z.ZodType>(row: T, max: number) =>
  z
    .array(row)
    .max(max, `has more than ${max} rows`)
    .nullish()
    .transform((value) => value ?? []);

export const InboundReport = z
  .strictObject({
    reference,
    parentReference: z
      .union([z.literal(''), reference])
      .nullish()
      .transform((value) => value || null),
    channel: Channel,
    reporterMode: ReporterMode,
    keepInContact: z
      .boolean()
      .nullish()
      .transform((value) => value ?? false),
    receivedAt: Moment,
    disseminatedAt: Moment,
    urgency: Urgency,
    force: z.enum(forces.map((force) => force.short) as [string, ...string[]], 'is not the short name of a force'),
    categories: rows(listed('hotline_category'), 20).transform((codes) => [...new Set(codes)]),
    narrative: required(100_000),
    occurredWhen: optionalText(1000),
    occurredWhere: optionalText(1000),
    subjects: rows(Subject, 100),
    peopleAtRisk: rows(PersonAtRisk, 100),
    attachments: rows(Attachment, 200),
  })
  .transform((report, context) => {
    const { receivedAt: received, disseminatedAt: sent } = report;
    const sameDay = sent.wholeDay && inLondon(sent.at).day === inLondon(received.at).day;
    if (sent.at < received.at && !sameDay) {
      const message = `lies before receivedAt`;
      context.issues.push({ code: 'custom', input: sent.iso, path: ['disseminatedAt'], message });
    }
    return withoutNull({
      ...report,
      receivedAt: received.iso,
      disseminatedAt: sent.at < received.at ? received.iso : sent.iso,
    });
  });
export type InboundReport = z.output<typeof InboundReport>;

/** `subjects[0].rank` out of a path. */
const fieldName = (path: readonly PropertyKey[]) =>
  path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`;
    return name === '' ? String(key) : `${name}.${String(key)}`;
  }, '');

const short = (value: string) => (value.length > 60 ? `${value.slice(0, 60)}…` : value);

function sentenceFor(issue: z.core.$ZodIssue): string {
  const field = fieldName(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const where = field === '' ? '' : ` in "${field}"`;
    const fields = issue.keys.slice(0, 5).map((key) => `"${short(key)}"`);
    return `The ${fields.length === 1 ? 'field' : 'fields'} ${fields.join(', ')}${where} ${fields.length === 1 ? 'is' : 'are'} not known.`;
  }
  if (field === '') return 'The line is not a JSON object.';
  if (issue.code === 'invalid_type' && issue.input === undefined) return `The field "${field}" is missing.`;
  if (issue.code === 'invalid_type') return `The field "${field}" should be ${articled(issue.expected)}.`;
  if (issue.code === 'invalid_value' && issue.input === undefined) return `The field "${field}" is missing.`;
  if (issue.code === 'invalid_value' && !issue.message.startsWith('is '))
    return `The field "${field}" is not one of ${issue.values.map(String).join(', ')}.`;
  if (issue.code === 'invalid_union' && issue.input === undefined) return `The field "${field}" is missing.`;
  if (issue.code === 'invalid_union') return `The field "${field}" is not text.`;
  return `The field "${field}" ${issue.message}.`;
}

const kinds: Record<string, string> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};
const articled = (expected: string) => kinds[expected] ?? expected;

export type InboundLine = { ok: true; report: InboundReport } | { ok: false; line: number; reason: string };

/**
 * Reads one line of an inbound file. Never throws.
 * @param number the line's number, counted from 1, handed back with a refusal
 * @returns the report, or the reason in one sentence that names the field (and none of the report's text)
 */
export function parseInboundLine(line: string, number: number): InboundLine {
  let value: unknown;
  try {
    value = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, line: number, reason: 'The line is not valid JSON.' };
  }
  const parsed = InboundReport.safeParse(value, { reportInput: true });
  if (parsed.success) return { ok: true, report: parsed.data };
  const issue = parsed.error.issues[0];
  return { ok: false, line: number, reason: issue ? sentenceFor(issue) : 'The line is not a report.' };
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${stable(inner)}`).join(',')}}`;
}

/**
 * The content of a report as one text that is the same whenever the content is: keys sorted, categories as a set,
 * files by what they hold, not by where they lay. Input of the HMAC that tells repeats from changed repeats.
 */
export function canonicalInbound(report: InboundReport): string {
  return stable({
    ...report,
    categories: [...report.categories].sort(),
    attachments: report.attachments.map(({ filename, mediaType, sha256 }) => ({ filename, mediaType, sha256 })),
  });
}
