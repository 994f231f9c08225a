/**
 * `npm run audit -- verify FILE [--passphrase-file F | --identity F] [--json]`: checks an exported audit without the app.
 * Ends with 0 when everything holds, with 1 and the faults otherwise.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Decrypter } from 'age-encryption';
import { checkAuditFile, type AuditFault } from '../shared/protocol/check-audit-file.ts';

const usage = `npm run audit -- verify FILE [--passphrase-file FILE | --identity FILE] [--json]

  FILE  an export of the audit: as it was saved (.age), or opened before by the age program
`;
const faults: Readonly<Record<AuditFault['code'], string>> = {
  not_an_audit: 'this is no exported audit',
  unreadable_line: 'cannot be read',
  cut_or_changed: 'the file was cut or changed after it was signed',
  not_signed: 'is not signed by the workstation that the first line names',
  wrong_count: 'there are not as many entries as the first line says',
  twice: 'the event stands in it twice',
  bad_checkpoint: 'the checkpoint is not signed by the hub that the first line names',
  unknown_author: 'the workstation that signed it is not proved to be in the directory',
  bad_signature: 'was not signed by its author’s workstation',
  not_in_log: 'is not at that place of the log that the hub has signed',
  says_otherwise: 'says something else than the event it stands for',
};
const MOST_FAULTS = 20;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'passphrase-file': { type: 'string' },
    identity: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const [command, file] = positionals;
if (values.help || command !== 'verify' || file === undefined) {
  process.stderr.write(usage);
  process.exit(values.help ? 0 : 1);
}

const stop = (why: string): never => {
  process.stderr.write(`${why}\n`);
  process.exit(1);
};

async function opened(bytes: Buffer): Promise<string> {
  if (!bytes.subarray(0, 22).toString().startsWith('age-encryption.org/v1')) return bytes.toString('utf8');
  const decrypter = new Decrypter();
  if (values['passphrase-file'] !== undefined)
    decrypter.addPassphrase(readFileSync(values['passphrase-file'], 'utf8').replace(/\r?\n$/, ''));
  else if (values.identity !== undefined)
    for (const line of readFileSync(values.identity, 'utf8').split(/\r?\n/))
      if (line.startsWith('AGE-SECRET-KEY-')) decrypter.addIdentity(line.trim());
      else continue;
  else
    return stop('The file is encrypted: give --passphrase-file or --identity, or open it with the age program first.');
  return decrypter.decrypt(bytes, 'text').catch(() => stop('The file does not open with that passphrase or key.'));
}

const inFours = (key: string) =>
  Buffer.from(key, 'base64')
    .toString('hex')
    .slice(0, 32)
    .replace(/(.{4})(?=.)/g, '$1 ');

const bytes = (() => {
  try {
    return readFileSync(file);
  } catch {
    return stop(`${file} cannot be read.`);
  }
})();
const verdict = checkAuditFile(await opened(bytes));
if (values.json) process.stdout.write(`${JSON.stringify(verdict)}\n`);
else if (verdict.ok) {
  const { opening, entries, proved, notYet, logs } = verdict.audit;
  process.stdout.write(
    [
      `${entries} entries, signed by the workstation of ${opening.name} on ${opening.at}, for ${opening.takenTo}.`,
      `${proved} are proved to be in ${logs.length} logs that the hub has signed; ${notYet} are in no signed log yet.`,
      'Compare with somebody who knows them:',
      `  the hub          ${inFours(opening.hubKey)}`,
      `  the workstation  ${inFours(opening.signingKey)}  (${opening.device})`,
      '',
    ].join('\n'),
  );
} else {
  for (const { line, code } of verdict.faults.slice(0, MOST_FAULTS))
    process.stdout.write(`line ${line}: ${faults[code]}\n`);
  if (verdict.faults.length > MOST_FAULTS) process.stdout.write(`and ${verdict.faults.length - MOST_FAULTS} more\n`);
}
process.exit(verdict.ok ? 0 : 1);
