import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { openPeople } from '../../electron/main/people.ts';

const folders: string[] = [];
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true });
});
const fresh = () => {
  const folder = mkdtempSync(join(tmpdir(), 'candour-people-'));
  folders.push(folder);
  return folder;
};
const makeVault = (folder: string) => writeFileSync(join(folder, 'key-slots.json'), '{}');

describe('people on one workstation', () => {
  it('are one at first, whose vault lies in the profile itself', () => {
    const profile = fresh();
    const people = openPeople(profile, false);
    expect(people.folder()).toBe(profile);
    expect(people.list()).toEqual({ current: 'first', people: [{ id: 'first', name: null }] });
    expect(people.add()).toBe(false);
    expect(readdirSync(profile)).toEqual([]);
  });

  it('get a vault each, in a folder of their own that says nothing about them', () => {
    const profile = fresh();
    makeVault(profile);
    const people = openPeople(profile, false);
    expect(people.add()).toBe(true);
    const second = people.folder();
    expect(second).toMatch(/\/people\/[0-9a-f]{16}$/);
    expect(statSync(second).mode & 0o777).toBe(0o700);
    expect(statSync(join(profile, 'people')).mode & 0o777).toBe(0o700);
    // Nobody has set it up yet: it is not made twice.
    expect(people.add()).toBe(false);
    makeVault(second);
    expect(people.list().people).toHaveLength(2);
    expect(people.choose('first')).toBe(true);
    expect(people.folder()).toBe(profile);
    expect(people.choose('first')).toBe(false);
    expect(openPeople(profile, false).folder()).toBe(profile);
    people.choose(people.list().people[1]!.id);
    expect(openPeople(profile, false).folder()).toBe(second);
  });

  it('do not learn each other’s names unless the policy allows it', () => {
    const profile = fresh();
    makeVault(profile);
    const silent = openPeople(profile, false);
    silent.called('A. Assessor');
    silent.add();
    makeVault(silent.folder());
    silent.called('B. Assessor');
    expect(JSON.stringify(silent.list())).not.toContain('Assessor');
    const everything = () =>
      readdirSync(profile, { recursive: true, encoding: 'utf8' })
        .filter((file) => statSync(join(profile, file)).isFile())
        .map((file) => file + readFileSync(join(profile, file), 'utf8'))
        .join();
    expect(everything()).not.toContain('Assessor');

    const telling = openPeople(profile, true);
    telling.called('B. Assessor');
    telling.choose('first');
    telling.called('A. Assessor');
    expect(telling.list().people.map(({ name }) => name)).toEqual(['A. Assessor', 'B. Assessor']);
    // What was kept while it was allowed goes when it is not allowed any more.
    expect(
      openPeople(profile, false)
        .list()
        .people.map(({ name }) => name),
    ).toEqual([null, null]);
    expect(everything()).not.toContain('Assessor');
  });

  it('are found by no name but that of a folder of ours', () => {
    const profile = fresh();
    makeVault(profile);
    const people = openPeople(profile, false);
    people.add();
    makeVault(people.folder());
    people.choose('first');
    symlinkSync('/etc', join(profile, 'people', '0123456789abcdef'));
    const known = new Set(people.list().people.map(({ id }) => id));
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom('..', '.', '../people', 'last.json', '0123456789abcdef', '/etc', ''),
    );
    fc.assert(
      fc.property(names, (name) => {
        if (!known.has(name)) expect(people.choose(name)).toBe(false);
        expect([profile, ...[...known].map((id) => join(profile, 'people', id))]).toContain(people.folder());
      }),
      { numRuns: 2000 },
    );
  });

  it('are not more than a page gone wild may make', () => {
    const profile = fresh();
    makeVault(profile);
    const people = openPeople(profile, false);
    for (let count = 0; count < 30; count++) if (people.add()) makeVault(people.folder());
    expect(people.list().people).toHaveLength(20);
  });

  it('begin with the first where what was remembered is damaged', () => {
    const profile = fresh();
    makeVault(profile);
    openPeople(profile, false).add();
    for (const text of ['{', '{"id":"../../etc"}', '{"id":"ffffffffffffffff"}', '[]']) {
      writeFileSync(join(profile, 'people', 'last.json'), text);
      expect(openPeople(profile, false).folder()).toBe(profile);
    }
    expect(existsSync(profile)).toBe(true);
  });
});
