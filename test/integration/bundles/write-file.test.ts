/** A medium that is nearly full takes a part of what it is given, and says so only by a number. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { writeWhole } from '../../../electron/vault/bundles/write-file.ts';
import { temporaryFolder } from '../vault/support/vault.ts';

const module = pathToFileURL('electron/vault/bundles/write-file.ts').href;
const PIECE = 30_000;

/** Writes pieces in a process whose files may grow to so many KiB: past that the system writes what still fits, then refuses. */
function writeUnder(limit: string, file: string, pieces: number) {
  const script = `
    import { writeWhole } from '${module}';
    const pieces = async function* () { for (let n = 0; n < ${pieces}; n++) yield Buffer.alloc(${PIECE}, n); };
    try { console.log(await writeWhole('${file}', pieces())); } catch (error) { console.log(error.code); }`;
  const shell = 'ulimit -f "$1" && exec "$2" --input-type=module -e "$3"';
  const ran = spawnSync('bash', ['-c', shell, 'bash', limit, process.execPath, script], { encoding: 'utf8' });
  return ran.stdout.trim();
}

test('a file of which the medium took only a part is not called written, and nothing is left of it', () => {
  const folder = temporaryFolder();
  // The fourth piece fits to its half: 100 KiB are 102,400 bytes.
  expect(writeUnder('100', join(folder, 'bundle.age'), 4)).toBe('EFBIG');
  expect(readdirSync(folder)).toEqual([]);
  expect(writeUnder('unlimited', join(folder, 'bundle.age'), 4)).toBe(String(4 * PIECE));
  expect(readFileSync(join(folder, 'bundle.age'))).toHaveLength(4 * PIECE);
});

test('a writing that is stopped between two pieces leaves nothing behind, and what was there before', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'bundle.age');
  const pieces = async function* () {
    yield Buffer.from('one');
    yield Buffer.from('two');
  };
  expect(await writeWhole(file, pieces())).toBe(6);
  let asked = 0;
  expect(await writeWhole(file, pieces(), () => ++asked > 1)).toBeNull();
  expect(readdirSync(folder)).toEqual(['bundle.age']);
  expect(readFileSync(file, 'utf8')).toBe('onetwo');
});
