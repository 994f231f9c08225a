import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { canonicalInbound, parseInboundLine } from '../../shared/domain/inbound.ts';
import { schemaFiles } from '../../scripts/write-schemas.ts';

const valid = {
  reference: 'CS-2026/0001',
  channel: 'web',
  reporterMode: 'anonymous',
  receivedAt: '2026-07-01T09:00:00+01:00',
  disseminatedAt: '2026-07-01T12:00:00.500Z',
  urgency: 'routine',
  force: 'MPS',
  narrative: 'Somebody sells information.',
};
const parse = (change: object) => parseInboundLine(JSON.stringify({ ...valid, ...change }), 7);
const report = (change: object) => {
  const parsed = parse(change);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.report;
};
const reason = (change: object) => {
  const parsed = parse(change);
  return parsed.ok ? undefined : parsed.reason;
};

describe('an inbound line', () => {
  it('needs only what a report cannot do without', () => {
    expect(report({})).toEqual({
      ...valid,
      keepInContact: false,
      receivedAt: '2026-07-01T08:00:00.000Z',
      disseminatedAt: '2026-07-01T12:00:00.500Z',
      categories: [],
      subjects: [],
      peopleAtRisk: [],
      attachments: [],
    });
  });

  it('treats null and blank as absent', () => {
    const empty = { parentReference: null, occurredWhen: '', occurredWhere: null, subjects: null, categories: null };
    expect(report({ ...empty, keepInContact: null })).toEqual(report({}));
    expect(report({ subjects: [{ name: null, rank: ' ', collarNumber: 4471 }] }).subjects).toEqual([
      { collarNumber: '4471' },
    ]);
  });

  it('reads a plain date as midnight in London, winter and summer', () => {
    expect(report({ receivedAt: '2015-01-15' }).receivedAt).toBe('2015-01-15T00:00:00.000Z');
    expect(report({ receivedAt: '2015-04-01' }).receivedAt).toBe('2015-03-31T23:00:00.000Z');
    expect(report({ receivedAt: '2026-03-29' }).receivedAt).toBe('2026-03-29T00:00:00.000Z');
    expect(report({ receivedAt: '2025-10-26' }).receivedAt).toBe('2025-10-25T23:00:00.000Z');
  });

  it('takes times with any offset, with or without milliseconds', () => {
    expect(report({ receivedAt: '2015-04-01T00:00:00Z' }).receivedAt).toBe('2015-04-01T00:00:00.000Z');
    expect(report({ receivedAt: '2015-04-01T00:00:00.123+01:00' }).receivedAt).toBe('2015-03-31T23:00:00.123Z');
    expect(report({ receivedAt: '2015-04-01T09:30' }).receivedAt).toBe('2015-04-01T08:30:00.000Z');
  });

  it('lets a day of dissemination be the day of receipt', () => {
    const day = report({ receivedAt: '2026-06-30T15:00:00Z', disseminatedAt: '2026-06-30' });
    expect(day.disseminatedAt).toBe('2026-06-30T15:00:00.000Z');
  });

  it('takes codes in any case and keeps each once', () => {
    expect(report({ categories: ['violence', 'VIOLENCE', 'Info_For_Gain'] }).categories).toEqual([
      'VIOLENCE',
      'INFO_FOR_GAIN',
    ]);
    expect(report({ subjects: [{ subjectClass: 'officer' }] }).subjects[0]?.subjectClass).toBe('OFFICER');
  });

  it('keeps control characters other than NUL, and mends half a character', () => {
    expect(report({ narrative: 'a\u0007\f\u202Eb' }).narrative).toBe('a\u0007\f\u202Eb');
    expect(report({ narrative: 'cut \ud83d' }).narrative).toBe('cut \uFFFD');
  });

  it.each([
    [{ extra: 1 }, 'The field "extra" is not known.'],
    [{ subjects: [{ reporter: 'x' }] }, 'The field "reporter" in "subjects[0]" is not known.'],
    [{ narrative: 'a\u0000b' }, 'The field "narrative" contains a NUL character (U+0000), which cannot be stored.'],
    [{ narrative: ' \n' }, 'The field "narrative" is empty.'],
    [{ narrative: 'x'.repeat(100_001) }, 'The field "narrative" is longer than 100,000 characters.'],
    [{ narrative: undefined }, 'The field "narrative" is missing.'],
    [{ reference: undefined }, 'The field "reference" is missing.'],
    [{ channel: 'fax' }, 'The field "channel" is not one of phone, web, follow_up.'],
    [{ force: 'XYZ' }, 'The field "force" is not the short name of a force.'],
    [{ receivedAt: '2026-02-30' }, 'The field "receivedAt" is no day and time that exists.'],
    [{ disseminatedAt: '2026-06-30T09:00:00Z' }, 'The field "disseminatedAt" lies before receivedAt.'],
    [{ keepInContact: 'yes' }, 'The field "keepInContact" should be true or false.'],
    [{ peopleAtRisk: [{}] }, 'The field "peopleAtRisk[0].description" is missing.'],
  ])('is refused with a sentence that names the field (%#)', (change, expected) => {
    expect(reason(change)).toBe(expected);
  });

  it('is refused with its number when it is no object or no JSON', () => {
    expect(parseInboundLine('[]', 3)).toEqual({ ok: false, line: 3, reason: 'The line is not a JSON object.' });
    expect(parseInboundLine('{', 4)).toEqual({ ok: false, line: 4, reason: 'The line is not valid JSON.' });
  });
});

describe('the canonical form', () => {
  const file = { filename: 'a.pdf', mediaType: 'application/pdf', sha256: 'a'.repeat(64), path: 'one/a.pdf' };
  const canonical = (change: object) => canonicalInbound(report(change));

  it('does not see where a file lay, only what it holds', () => {
    expect(canonical({ attachments: [{ ...file, path: 'two/b' }] })).toBe(canonical({ attachments: [file] }));
    expect(canonical({ attachments: [{ ...file, sha256: 'b'.repeat(64) }] })).not.toBe(
      canonical({ attachments: [file] }),
    );
  });

  it('is the same for the same moment and the same set of categories, and another for other words', () => {
    expect(canonical({ receivedAt: '2026-07-01T08:00:00Z' })).toBe(canonical({}));
    expect(canonical({ categories: ['OTHER', 'VIOLENCE'] })).toBe(canonical({ categories: ['VIOLENCE', 'OTHER'] }));
    expect(canonical({ narrative: 'Somebody sells information!' })).not.toBe(canonical({}));
  });
});

describe('the published schema', () => {
  const name = 'inbound-report.schema.json';
  const committed = readFileSync(new URL(`../../resources/schemas/${name}`, import.meta.url), 'utf8');
  const accepts = new Ajv2020({ strict: false }).compile(JSON.parse(committed) as object);

  it('is the one that the code makes', () => expect(schemaFiles()[name]).toBe(committed));

  it.each([{}, { subjects: null }, { receivedAt: '2015-04-01' }, { categories: ['violence'] }])(
    'accepts what is accepted: %j',
    (change) => {
      expect(parse(change).ok).toBe(true);
      expect(accepts({ ...valid, ...change })).toBe(true);
    },
  );

  it.each([
    { extra: 1 },
    { narrative: '' },
    { force: 'XYZ' },
    { channel: 'fax' },
    { receivedAt: 'yesterday' },
    { subjects: [{ age: 3 }] },
  ])('refuses what is refused: %j', (change) => {
    expect(parse(change).ok).toBe(false);
    expect(accepts({ ...valid, ...change })).toBe(false);
  });
});
