import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { languageFor } from '../../renderer/words/chosen.ts';
import { counted } from '../../renderer/words/count.ts';
import { daysIn } from '../../renderer/words/dates.ts';
import { closing, disguised, opening } from '../../renderer/words/pseudo.ts';
import { locale, speak, t } from '../../renderer/words/t.ts';
import { absolute, relative } from '../../renderer/words/time.ts';

afterEach(() => speak('en'));

const now = new Date('2026-03-02T12:00:00').getTime();

describe('the language of the screens', () => {
  it('is the one chosen; what nobody has reviewed is never chosen by itself', () => {
    expect(languageFor('cy')).toBe('cy');
    expect(languageFor('en')).toBe('en');
    expect(languageFor('system')).toBe('en');
  });

  it('is never English in disguise outside a build for tests', () => {
    expect(languageFor('en-XA')).toBe('en');
  });

  it('says in Welsh what the catalogue has, and in English what it lacks', async () => {
    await speak('cy');
    expect(locale()).toBe('cy-GB');
    expect(t('Sign risk')).toBe('Llofnodi’r risg');
    expect(t('Never said by any screen')).toBe('Never said by any screen');
  });

  it('counts in each plural of the language, with its figures', async () => {
    expect([1, 2, 1204].map((n) => counted(n, 'entry', 'entries'))).toEqual(['1 entry', '2 entries', '1,204 entries']);
    await speak('cy');
    expect([0, 1, 2, 3, 6, 1204].map((n) => counted(n, 'person', 'people'))).toEqual([
      '0 person',
      '1 person',
      '2 berson',
      '3 pherson',
      '6 pherson',
      '1,204 person',
    ]);
  });

  it('says each plural the same, in whatever order languages and counts come', async () => {
    const english = (n: number) => (n === 1 ? '1 person' : `${n} people`);
    const welsh = (n: number) => `${n} ${n === 2 ? 'berson' : n === 3 || n === 6 ? 'pherson' : 'person'}`;
    const said = fc.array(fc.tuple(fc.constantFrom('en' as const, 'cy' as const), fc.nat(12)), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(said, async (each) => {
        for (const [language, n] of each) {
          await speak(language);
          expect(counted(n, 'person', 'people')).toBe(language === 'cy' ? welsh(n) : english(n));
        }
      }),
    );
  });

  it('tells days and stretches of time in the language', async () => {
    expect(absolute('2026-03-05T09:30:00', now)).toBe('Thu 5 Mar 09:30');
    await speak('cy');
    expect(absolute('2026-03-05T09:30:00', now)).toMatch(/^Iau 5 Maw\w* 09:30$/);
    expect(absolute('2026-03-03T09:30:00', now)).toBe('09:30 yfory');
    expect(relative('2026-03-02T14:00:00', now)).toBe('ymhen 2 a');
  });

  it('takes the name of every day and month from the catalogue, since Chromium knows no Welsh ones', async () => {
    await speak('en-XA');
    const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.constantFrom(undefined, 'Europe/London'), (at, zone) => {
        const { clock, day, dayOfYear } = daysIn(zone);
        expect(clock(at)).toMatch(/^\d\d:\d\d$/);
        expect(day(at)).toMatch(/^⟦[^⟦⟧]+⟧ \d{1,2} ⟦[^⟦⟧]+⟧$/);
        expect(dayOfYear(at)).toMatch(/^\d{1,2} ⟦[^⟦⟧]+⟧ \d{4}$/);
      }),
    );
  });

  it('writes days in English as British English has them', () => {
    const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    const british = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
    fc.assert(fc.property(instants, (at) => daysIn().day(at) === british.format(at).replace(',', '')));
  });

  it('puts values in as they are, whatever they hold', async () => {
    const value = fc.oneof(fc.string(), fc.constantFrom('{{other}}', '$&', '$t(Sign risk)', '{{value}}'));
    for (const language of ['en', 'en-XA'] as const) {
      await speak(language);
      fc.assert(
        fc.property(value, (text) => {
          expect(t('It says {{value}}', { value: text })).toContain(text);
        }),
      );
    }
  });

  it('disguises words for tests, longer by two fifths, and leaves the places of values alone', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const message = `${text.replaceAll(/[{}]/g, '')} {{value}}`;
        const told = disguised(message);
        expect(told.startsWith(opening) && told.endsWith(closing)).toBe(true);
        expect(told).toContain('{{value}}');
        expect(told.length).toBeGreaterThanOrEqual(message.length + 0.4 * (message.length - '{{value}}'.length));
      }),
    );
  });
});
