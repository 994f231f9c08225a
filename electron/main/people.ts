/**
 * Several people on one workstation: a vault each. The first one's lies in the profile itself, each further one's in
 * `people/<16 random hex digits>`. The folders' names say nothing; what a person is called is kept only where the policy
 * lets the lock screen show it.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type People, PersonId } from '../../shared/bridge/shell.ts';

/** Far more than share a computer; a page that has gone wild makes no more. */
const most = 20;
const Kept = z.strictObject({ name: z.string().min(1).max(120) });
const Last = z.strictObject({ id: PersonId });
const first = 'first';

export interface KnownPeople {
  /** The folder of the person whose vault is at the lock screen, or open. */
  folder(): string;
  list(): People;
  /** False where there is no such person, or it is the current one: nothing changes then. */
  choose(id: string): boolean;
  /** Goes to a folder without a vault, and makes one where there is none yet. False where there are too many. */
  add(): boolean;
  /** What the current person is called, known once their vault is open; kept only where the policy allows. */
  called(name: string | null): void;
}

function readJson<T>(file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** @param showNames the policy's word; without it, names that were kept before are removed */
export function openPeople(profile: string, showNames: boolean): KnownPeople {
  const people = join(profile, 'people');
  const lastFile = join(people, 'last.json');
  const folderOf = (id: string) => (id === first ? profile : join(people, id));
  const nameFile = (id: string) => join(people, `${id}.name.json`);

  function isFolder(path: string): boolean {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  }
  /** A file that is there but cannot be read counts as a vault. */
  const hasVault = (id: string) =>
    lstatSync(join(folderOf(id), 'key-slots.json'), { throwIfNoEntry: false }) !== undefined;

  function ids(): string[] {
    if (!isFolder(people)) return [first];
    const others = readdirSync(people).filter((name) => PersonId.safeParse(name).success && name !== first);
    return [first, ...others.filter((name) => isFolder(folderOf(name))).sort()];
  }

  function write(file: string, what: unknown): void {
    mkdirSync(people, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${JSON.stringify(what)}\n`, { mode: 0o600 });
  }

  const remembered = readJson(lastFile, Last)?.id;
  let current = remembered !== undefined && ids().includes(remembered) ? remembered : first;
  if (!showNames) for (const id of ids()) rmSync(nameFile(id), { force: true });

  function goTo(id: string): void {
    current = id;
    write(lastFile, { id });
  }

  return {
    folder: () => folderOf(current),
    list() {
      const shown = ids().filter((id) => id === current || hasVault(id));
      return {
        current,
        people: shown.map((id) => ({ id, name: showNames ? (readJson(nameFile(id), Kept)?.name ?? null) : null })),
      };
    },
    choose(id) {
      if (id === current || !ids().includes(id)) return false;
      goTo(id);
      return true;
    },
    add() {
      const all = ids();
      const empty = all.find((id) => !hasVault(id));
      if (empty !== undefined) {
        if (empty === current) return false;
        goTo(empty);
        return true;
      }
      if (all.length >= most) return false;
      const id = randomBytes(8).toString('hex');
      mkdirSync(folderOf(id), { recursive: true, mode: 0o700 });
      chmodSync(people, 0o700);
      goTo(id);
      return true;
    },
    called(name) {
      if (showNames && name !== null) write(nameFile(current), { name });
    },
  };
}
