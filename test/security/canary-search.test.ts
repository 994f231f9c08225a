/** The search by which the canary tests look: it finds every form, wherever it lies, and nothing else. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, openSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../integration/vault/support/vault.ts';
import { lookThrough } from './support/canary-files.ts';
import { formsOf } from './support/canary-forms.ts';
import { lookAtProcesses, lookThroughMemory, openForWriting } from './support/canary-processes.ts';
import { searcher } from './support/canary-search.ts';
import { canaries, newMark } from './support/canaries.ts';

const mark = newMark();
const words = canaries(mark);
const key = randomBytes(32);
const search = searcher({ canary: mark, key });
const names = (hits: readonly { form: string }[]) => hits.map(({ form }) => form);

describe('the search for canaries (1)', () => {
  test.each([...formsOf(mark), ...formsOf(key)])('finds $name in a file of other bytes', ({ name, bytes }) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'planted'), Buffer.concat([randomBytes(70_001), bytes, randomBytes(999)]));
    writeFileSync(join(folder, 'empty'), '');
    const looked = lookThrough(search, folder);
    expect(names(looked.hits)).toContain(name);
    expect(looked.hits[0]).toMatchObject({ where: join(folder, 'planted'), at: 70_001 });
    expect(looked.files).toHaveLength(2);
  });

  test('finds any form at any place of any text, and says which canary it is', () => {
    const forms = formsOf(mark);
    const around = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(around, fc.constantFrom(...forms), around, (before, { name, bytes }, after) => {
        const hits = search.search(Buffer.concat([before, bytes, after]), 'here');
        expect(hits).toContainEqual(expect.objectContaining({ form: name, at: before.length }));
      }),
    );
    const told = search.search(Buffer.from(`{"rationale":"because ${words.canary('rationale')}."}`), 'here');
    expect(told).toEqual([{ where: 'here', form: 'UTF-8', what: 'canary rationale', at: 22 }]);
  });

  test('finds a word in texts as programs write them', () => {
    const word = words.canary('narrative');
    const sentence = `ŵ "${word}"\n`;
    const written = {
      json: JSON.stringify({ sentence }),
      url: encodeURIComponent(sentence),
      form: new URLSearchParams({ sentence }).toString(),
      base64: Buffer.from(sentence).toString('base64'),
      base64url: Buffer.from(`x${sentence}`).toString('base64url'),
      base64of16: Buffer.from(`xy${sentence}`, 'utf16le').toString('base64'),
      hex: Buffer.from(sentence).toString('hex'),
      twice: Buffer.from(Buffer.from(sentence).toString('hex'), 'utf16le'),
    };
    for (const [how, text] of Object.entries(written))
      expect([how, search.search(Buffer.from(text as string), how).length > 0]).toEqual([how, true]);
    for (const said of [JSON.stringify([...key]), JSON.stringify(key), key.toString('base64'), key.toString('hex')])
      expect(search.search(Buffer.from(said), 'key').length).toBeGreaterThan(0);
  });

  test('finds what was compressed, what a file is called, and where a link leads', () => {
    const folder = temporaryFolder();
    const text = Buffer.from(`It was said that ${words.canary('packed')} was there, and said again. `.repeat(9));
    const header = Buffer.alloc(30);
    header.write('PK\u0003\u0004');
    for (const [name, packed] of Object.entries({
      gzip: gzipSync(text),
      zlib: deflateSync(text),
      zip: Buffer.concat([header, deflateRawSync(text)]),
    })) {
      expect(search.search(packed, name)).toEqual([]);
      writeFileSync(join(folder, name), Buffer.concat([randomBytes(500), packed, randomBytes(500)]));
      expect(names(lookThrough(search, join(folder, name)).hits)).toContain('UTF-8');
    }
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'deep', `${words.canary('filename')}.pdf`), 'nothing');
    symlinkSync(`/nowhere/${words.canary('link')}`, join(folder, 'deep', 'link'));
    expect(
      lookThrough(search, join(folder, 'deep'))
        .hits.map(({ what }) => what)
        .sort(),
    ).toEqual(['canary filename', 'canary link']);
  });

  test('finds what lies across the pieces in which a long file is read', () => {
    const folder = temporaryFolder();
    const long = Buffer.alloc((16 << 20) + 100);
    for (const at of [(8 << 20) - 5, (16 << 20) - 1]) long.write(mark, at);
    writeFileSync(join(folder, 'long'), long);
    expect(lookThrough(search, folder).hits.map(({ at }) => at)).toEqual([(8 << 20) - 5, (16 << 20) - 1]);
  });

  test('finds nothing in 64 MiB of chance', () => {
    for (let turn = 0; turn < 8; turn++) expect(search.search(randomBytes(8 << 20), 'chance')).toEqual([]);
  });

  test('finds what a process was started with, what is in its memory, and a file that it holds without a name', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'unlinked');
    const handle = openSync(file, 'w');
    unlinkSync(file);
    // The word is put together there, so that it is in the memory in one piece and on the command line in two.
    const program = `globalThis.kept = [process.argv[1], process.argv[2]].join(''); setInterval(() => kept, 1000); console.log('up')`;
    const child = spawn(process.execPath, ['-e', program, mark.slice(0, 6), mark.slice(6), words.canary('argument')], {
      stdio: ['ignore', 'pipe', 'ignore', handle],
      env: { PATH: process.env['PATH'], SAID: words.canary('environment') },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await new Promise((resolve) => child.stdout!.once('data', resolve));
    const pid = child.pid!;
    expect(lookAtProcesses(search, [pid]).map(({ what }) => what)).toEqual(['canary argument', 'canary environment']);
    const memory = lookThroughMemory(searcher({ canary: mark }), pid, 'the child');
    expect(memory.bytes).toBeGreaterThan(10 << 20);
    expect(memory.hits.map(({ what }) => what)).toContain('canary');
    expect(openForWriting([pid])).toContainEqual({ pid, path: file, deleted: true });
  });
});
