import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Unreachable } from '../../device/transport.ts';
import { adminClient } from '../admin-client.ts';
import { dataFolder } from '../data-folder.ts';
import { withHub } from '../hub-access.ts';
import { Stop } from '../stop.ts';
import { hubCommand, type Common } from './common.ts';

interface ExportOptions extends Common {
  readonly out?: string;
}

/** Standard output, without closing it at the end. */
const standardOutput = () =>
  new Writable({
    write: (chunk, encoding, done) =>
      void (process.stdout.write(chunk, encoding) ? done() : process.stdout.once('drain', done)),
  });

async function exportAll(options: ExportOptions): Promise<void> {
  const target = options.out === undefined ? standardOutput() : createWriteStream(options.out, { mode: 0o600 });
  await withHub(dataFolder(options.data), options.hub, async (access) => {
    try {
      await pipeline(adminClient(access).exported(), target);
    } catch (error) {
      if (error instanceof Unreachable) throw new Stop(`${error.message}: check --hub and --data`);
      throw new Stop(`the export broke off (${(error as Error).message}): run it again`);
    }
  });
}

export const exportCommand = () =>
  hubCommand('export', "Write every compartment's log as JSON Lines: sealed as it is, with a signed checkpoint each", [
    'export --out log.jsonl',
    'export | gzip > log.jsonl.gz',
  ])
    .option('--out <file>', 'where to write (default: standard output)')
    .action(exportAll);
