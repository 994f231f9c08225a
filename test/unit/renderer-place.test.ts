import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readPlace, recall, usePlace, writePlace } from '../../renderer/app/place.ts';
import { styleTextOnly } from '../../renderer/app/trusted-types.ts';
import { absolute, age, countdown, relative, secondsUntil } from '../../renderer/words/time.ts';

beforeEach(() => usePlace.setState({ route: { screen: 'desk' }, back: [], forward: [], memory: new Map() }));

const place = () => usePlace.getState();

describe('the place where a person is', () => {
  test('goes back and forward as it went', () => {
    place().go({ screen: 'case', caseId: 'a' });
    place().go({ screen: 'case', caseId: 'b' });
    place().goBack();
    expect(place().route).toEqual({ screen: 'case', caseId: 'a' });
    place().goForward();
    expect(place().route).toEqual({ screen: 'case', caseId: 'b' });
    place().goBack();
    place().goBack();
    place().goBack();
    expect(place().route).toEqual({ screen: 'desk' });
  });

  test('leaves a case for the Desk also where there is no history', () => {
    usePlace.setState({ route: { screen: 'case', caseId: 'a' } });
    place().leave();
    expect(place().route).toEqual({ screen: 'desk' });
    usePlace.setState({ route: { screen: 'referral', caseId: 'a' }, back: [] });
    place().leave();
    expect(place().route).toEqual({ screen: 'referrals' });
  });

  test('is left for the list, however many of its cases were passed one after another; the history still has each', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.constantFrom('desk', 'clocks'), (steps, screen) => {
        usePlace.setState({ route: { screen }, back: [], forward: [] });
        place().go({ screen: 'case', caseId: '0' });
        for (let step = 1; step <= steps; step++) place().step(String(step));
        place().leave();
        expect(place().route).toEqual({ screen });
        place().goForward();
        expect(place().route).toEqual({ screen: 'case', caseId: '0' });
      }),
    );
    place().step('b');
    place().step('c');
    place().goBack();
    expect(place().route).toMatchObject({ screen: 'case', caseId: 'b' });
    usePlace.setState({ route: { screen: 'clocks' }, back: [], forward: [] });
    place().go({ screen: 'case', caseId: 'a' });
    for (const caseId of ['b', 'c', 'd']) place().step(caseId);
    place().leave();
    expect(place().route).toEqual({ screen: 'clocks' });
    // A case that was opened from a case by its name goes back to it.
    place().go({ screen: 'case', caseId: 'a' });
    place().go({ screen: 'case', caseId: 'z' });
    place().leave();
    expect(place().route).toEqual({ screen: 'case', caseId: 'a' });
  });

  test('is left for the list also after any going to and fro in the history, and after a lock', () => {
    const move = fc.constantFrom('back', 'forward', 'lock');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(move, { maxLength: 12 }), (steps, moves) => {
        usePlace.setState({ route: { screen: 'clocks' }, back: [{ screen: 'desk' }], forward: [] });
        place().go({ screen: 'case', caseId: '0' });
        for (let step = 1; step <= steps; step++) place().step(String(step));
        for (const each of moves) {
          // A lock forgets what lay ahead, and nothing else.
          if (each === 'lock')
            usePlace.setState({ ...readPlace(JSON.parse(JSON.stringify(writePlace(place())))), forward: [] });
          else if (each === 'forward') place().goForward();
          else if (place().back.length > 2) place().goBack();
        }
        expect(place().route).toMatchObject({ screen: 'case' });
        place().leave();
        expect(place().route).toEqual({ screen: 'clocks' });
      }),
    );
  });

  test('comes back from the vault as it was kept', () => {
    place().go({ screen: 'case', caseId: 'a' });
    place().remember('case a', { stage: 4, sentence: 12 });
    const restored = readPlace(JSON.parse(JSON.stringify(writePlace(place()))));
    expect(restored?.route).toEqual({ screen: 'case', caseId: 'a' });
    expect(restored?.memory.get('case a')).toEqual({ stage: 4, sentence: 12 });
  });

  test('is passed by where what was kept does not fit', () => {
    fc.assert(
      fc.property(fc.anything(), (kept) => {
        expect(readPlace(kept)).toBeNull();
      }),
    );
    expect(readPlace({ route: { screen: 'elsewhere' }, back: [], memory: [] })).toBeNull();
  });

  test('forgets the oldest first and gives back only what fits the asker', () => {
    for (let n = 0; n < 300; n++) place().remember(`k${n}`, n);
    expect(place().memory.size).toBe(200);
    expect(recall('k0', z.number())).toBeUndefined();
    expect(recall('k299', z.number())).toBe(299);
    expect(recall('k299', z.string())).toBeUndefined();
  });
});

describe('instants as words', () => {
  const now = new Date(2026, 10, 22, 10, 0).getTime();
  const at = (day: number, hours: number, minutes: number) => new Date(2026, 10, day, hours, minutes).toISOString();

  test('are told as the day would tell them', () => {
    expect(absolute(at(22, 7, 44), now)).toBe('07:44');
    expect(absolute(at(21, 18, 10), now)).toBe('18:10 yesterday');
    expect(absolute(at(24, 23, 59), now)).toBe('Tue 24 Nov 23:59');
    expect(relative(at(24, 0, 0), now)).toBe('in 38 h');
    expect(relative(at(22, 9, 57), now)).toBe('3 min ago');
    expect(age(at(19, 9, 0), now)).toBe('3 d');
  });

  test('count down to zero and never below', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (apart) => {
        const left = secondsUntil(new Date(now + apart).toISOString(), now);
        expect(left).toBe(Math.max(0, Math.ceil(apart / 1000)));
      }),
    );
    expect(countdown(65)).toBe('1 min 5 s');
  });
});

describe('the only door for strings into the parser', () => {
  test('lets the text of styles through and refuses whatever could be markup', () => {
    expect(styleTextOnly(':root{--a:1px}')).toBe(':root{--a:1px}');
    for (const text of ['<img src=x onerror=alert(1)>', '&lt;', 'a<b'])
      expect(() => styleTextOnly(text)).toThrow(TypeError);
  });
});
