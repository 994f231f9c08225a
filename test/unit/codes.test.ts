import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  codeList,
  codeListNames,
  codeLists,
  forceByShort,
  forces,
  isValidOn,
  labelOf,
  suggestionFor,
} from '../../shared/domain/codes.ts';

describe('the code lists', () => {
  it('are all reached by name', () => {
    expect(codeLists.map((list) => list.list).sort()).toEqual([...codeListNames].sort());
  });

  it('hold the whole 3x5x2', () => {
    const codes = (name: Parameters<typeof codeList>[0]) => codeList(name).entries.map((entry) => entry.code);
    expect(codes('source_evaluation')).toEqual(['1', '2', '3']);
    expect(codes('information_assessment')).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(codes('handling_code')).toEqual(['P', 'C']);
  });

  it('give a label, and the code itself where they do not know it', () => {
    expect(labelOf('outcome', 'safeguard')).toBe('Safeguard a person at risk');
    expect(labelOf('outcome', 'later_invention')).toBe('later_invention');
  });

  it('know a code from its first day and not before', () => {
    const { code, validFrom } = codeList('standards').entries[0]!;
    expect(isValidOn('standards', code, validFrom)).toBe(true);
    expect(isValidOn('standards', code, `${validFrom}T23:59:59.000Z`)).toBe(true);
    expect(isValidOn('standards', code, '2020-01-31')).toBe(false);
    expect(isValidOn('standards', 'SPB11', validFrom)).toBe(false);
  });

  it('suggest only codes that exist', () => {
    for (const { code } of codeList('hotline_category').entries) {
      const row = suggestionFor(code);
      for (const [list, codes] of [
        ['corruption_category', row?.corruption],
        ['allegation', row?.allegations],
        ['mandatory_referral_ground', row?.grounds],
        ['standards', row?.standards],
        ['flag', row?.flags],
      ] as const)
        for (const suggested of codes ?? []) expect(labelOf(list, suggested)).not.toBe(suggested);
    }
    expect(suggestionFor('SEXUAL_BOUNDARY')?.grounds).toContain('IOPC_CORRUPTION');
    expect(suggestionFor('OUT_OF_SCOPE')).toBeUndefined();
  });
});

describe('the forces', () => {
  it('are the 43 of England and Wales, two others and four national bodies', () => {
    expect(forces).toHaveLength(49);
    expect(forces.filter((f) => f.type === 'territorial' && /England|Wales/.test(f.nation))).toHaveLength(43);
    expect(forceByShort('NWP')?.name).toBe('North Wales Police');
    expect(forceByShort('nwp')).toBeUndefined();
  });

  it('agree with the published table', () => {
    const rows = readFileSync(new URL('../../resources/forces.csv', import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    expect(rows.map((row) => row.split(',').slice(1, 3))).toEqual(forces.map((force) => [force.short, force.name]));
  });
});
