import { beforeAll, describe, expect, it } from 'vitest';
import { codeList } from '../../shared/domain/codes.ts';
import { parseInboundLine, type InboundReport } from '../../shared/domain/inbound.ts';
import { demonstrationReports } from '../../server/demo/reports.ts';

const now = new Date('2026-08-20T10:00:00.000Z');
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

describe('three hundred demonstration reports', () => {
  let reports: InboundReport[] = [];
  beforeAll(() => {
    reports = [...demonstrationReports({ count: 300, seed: 7, now })];
  });
  const share = (test: (report: InboundReport) => boolean) => reports.filter(test).length / reports.length;

  it('are the same for the same seed and others for another', () => {
    expect([...demonstrationReports({ count: 300, seed: 7, now })]).toEqual(reports);
    const others = [...demonstrationReports({ count: 300, seed: 8, now })].map((report) => report.narrative);
    const told = new Set(reports.map((report) => report.narrative));
    expect(others.filter((narrative) => told.has(narrative)).length).toBeLessThan(10);
  });

  it('begin differently: more than 90 % by their first eight words', () => {
    const beginnings = new Set(reports.map((report) => words(report.narrative).slice(0, 8).join(' ')));
    expect(beginnings.size / reports.length).toBeGreaterThan(0.9);
  });

  it('are 20 to 650 words long, half of them near 120', () => {
    const lengths = reports.map((report) => words(report.narrative).length).sort((a, b) => a - b);
    expect(lengths[0]).toBeGreaterThanOrEqual(20);
    expect(lengths.at(-1)).toBeLessThanOrEqual(650);
    expect(lengths.at(-1)).toBeGreaterThan(350);
    expect(lengths[150]).toBeGreaterThan(90);
    expect(lengths[150]).toBeLessThan(150);
  });

  it('leave no notation behind', () => {
    const notation = /<[A-Za-z0-9]{1,8}>(?!alert|\*)|\{(?:V|NAME|TOWN|he|him|his|He)\}|undefined|@[wp] /;
    const marked = /<script|<img|<%|<svg|<a |<style|<iframe/;
    expect(reports.filter((r) => !marked.test(r.narrative) && notation.test(r.narrative))).toEqual([]);
  });

  it('hold every category, urgency and channel, in plausible shares', () => {
    for (const { code } of codeList('hotline_category').entries)
      expect(share((r) => r.categories.includes(code))).toBeGreaterThan(0);
    expect(share((r) => r.urgency === 'immediate')).toBeCloseTo(0.02, 2);
    expect(share((r) => r.urgency === 'priority')).toBeCloseTo(0.1, 2);
    for (const channel of ['phone', 'web', 'follow_up'])
      expect(share((r) => r.channel === channel)).toBeGreaterThan(0.03);
  });

  it('hold Welsh, right-to-left, emoji and hostile text', () => {
    expect(share((r) => /[ŵŷ]/i.test(r.narrative))).toBeGreaterThan(0);
    expect(share((r) => /[\u0590-\u06FF]{3}/.test(r.narrative))).toBeGreaterThan(0);
    expect(share((r) => /\p{Extended_Pictographic}/u.test(r.narrative))).toBeGreaterThan(0);
    expect(share((r) => /<script|onerror|onload|DROP TABLE|\S{150}|\u202E/.test(r.narrative))).toBeGreaterThan(0);
  });

  it('follow up earlier reports, and now and then an unknown one', () => {
    const at = new Map(reports.map((r, n) => [r.reference, n]));
    const parents = reports.flatMap((r, n) => (r.parentReference ? [{ n, parent: at.get(r.parentReference) }] : []));
    expect(parents.filter(({ n, parent }) => parent !== undefined && parent >= n)).toEqual([]);
    expect(parents.some(({ parent }) => parent !== undefined)).toBe(true);
    expect(parents.some(({ parent }) => parent === undefined)).toBe(true);
    expect(at.size).toBe(300);
  });

  it('name some officers again', () => {
    const names = reports.flatMap((r) =>
      r.subjects.flatMap((s) => (s.name?.includes(' ') ? [`${r.force} ${s.name}`] : [])),
    );
    expect(new Set(names).size).toBeLessThan(names.length);
  });

  it('arrive over sixty days, mostly the last ten, and were passed on before now', () => {
    for (const r of reports) {
      expect(Date.parse(r.disseminatedAt)).toBeLessThanOrEqual(now.getTime());
      expect(now.getTime() - Date.parse(r.receivedAt)).toBeLessThanOrEqual(61 * 86_400_000);
      const passedOn = Date.parse(r.disseminatedAt) - Date.parse(r.receivedAt);
      expect(passedOn).toBeGreaterThanOrEqual(3_599_000);
      expect(passedOn).toBeLessThanOrEqual(20 * 3_600_000);
    }
    expect(share((r) => now.getTime() - Date.parse(r.receivedAt) < 10.1 * 86_400_000)).toBeGreaterThan(0.6);
  });

  it('use only telephone numbers that Ofcom keeps for drama', () => {
    const numbers = reports.flatMap((r) => r.narrative.match(/\b0\d{4} ?\d{6}\b/g) ?? []);
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers.filter((n) => !n.startsWith('07700 900'))).toEqual([]);
  });

  it('keep to the forces asked for', () => {
    const some = [...demonstrationReports({ count: 60, seed: 2, now, forces: ['KNT', 'SSX'] })];
    expect(new Set(some.map((r) => r.force))).toEqual(new Set(['KNT', 'SSX']));
  });

  it('come one by one: a hundred thousand cost nothing until they are asked for', () => {
    const lazily = demonstrationReports({ count: 100_000, seed: 1, now });
    const first = lazily.next().value as InboundReport;
    expect(parseInboundLine(JSON.stringify(first), 1)).toEqual({ ok: true, report: first });
  });
});
