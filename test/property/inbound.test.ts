import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalInbound, parseInboundLine, type InboundReport } from '../../shared/domain/inbound.ts';
import { demonstrationReports } from '../../server/demo/reports.ts';

const now = new Date('2026-08-20T10:00:00.000Z');
const example = [...demonstrationReports({ count: 1, seed: 3, now })][0]!;

const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reordered(inner)]),
  );
};

describe('inbound reports', () => {
  it('are read back exactly as they were made, whatever the seed', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const report of demonstrationReports({ count: 40, seed, now }))
          expect(parseInboundLine(JSON.stringify(report), 1)).toEqual({ ok: true, report });
      }),
      { numRuns: 40 },
    );
  });

  it('have a canonical form that does not know the order of the keys', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const report of demonstrationReports({ count: 10, seed, now })) {
          expect(canonicalInbound(reordered(report) as InboundReport)).toBe(canonicalInbound(report));
          const turned = parseInboundLine(JSON.stringify(reordered(report)), 1);
          expect(turned.ok && canonicalInbound(turned.report)).toBe(canonicalInbound(report));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('never throw while being read, be the line JSON or not', () => {
    const field = fc.constantFrom(...Object.keys(example), 'parentReference', '__proto__', 'toString');
    const damaged = fc
      .tuple(field, fc.jsonValue())
      .map(
        ([key, value]) => `${JSON.stringify(example).slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(value)}}`,
      );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), damaged), fc.nat(), (line, number) => {
        const parsed = parseInboundLine(line, number);
        if (parsed.ok) return;
        expect(parsed.line).toBe(number);
        expect(parsed.reason).toMatch(/^The .+\.$/s);
      }),
      { numRuns: 500 },
    );
  });
});
