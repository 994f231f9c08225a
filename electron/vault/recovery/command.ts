/**
 * Reopens a vault whose passphrase is forgotten. Two people: one brings the identity file, another its passphrase.
 *
 *   npm run recover -- --profile DIR --identity FILE [--new-keystore-secret]
 *   npm run recover -- --backup FILE --identity FILE
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readIdentityFile } from '../../../shared/protocol/recovery-identity.ts';
import { questions } from './questions.ts';
import { recoverBackup } from './recover-backup.ts';
import { recoverVault } from './recover-vault.ts';
import { sentences } from './sentences.ts';

const usage = `usage: npm run recover -- --profile DIR --identity FILE [--new-keystore-secret]
       npm run recover -- --backup FILE --identity FILE`;

function stop(code: keyof typeof sentences): never {
  process.stderr.write(`${sentences[code]}\n`);
  process.exit(1);
}

const { values } = parseArgs({
  options: {
    profile: { type: 'string' },
    backup: { type: 'string' },
    identity: { type: 'string' },
    'new-keystore-secret': { type: 'boolean', default: false },
  },
});
const { profile, backup, identity } = values;
if ((profile === undefined) === (backup === undefined) || identity === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}

// Relative to where the person is, not to where npm has gone.
const from = (path: string) => resolve(process.env['INIT_CWD'] ?? '.', path);
const ask = questions();
let file: Buffer;
try {
  file = readFileSync(from(identity));
} catch {
  stop('identity_missing');
}
const opened = await readIdentityFile(file, await ask('Passphrase of the recovery key (second person): '));
if (!opened.ok) stop(opened.reason);
const newPassphrase = await ask('New passphrase of the vault (its owner): ');
if (newPassphrase !== (await ask('The same again: '))) stop('passphrases_differ');
const recovered =
  backup !== undefined
    ? await recoverBackup({ backup: from(backup), identity: opened.identity, newPassphrase })
    : await recoverVault({
        profile: from(profile!),
        identity: opened.identity,
        newPassphrase,
        clock: Date.now,
        random: randomBytes,
        newKeystoreSecret: values['new-keystore-secret'],
      });
if (!recovered.ok) stop(recovered.reason);
process.stdout.write(
  backup !== undefined
    ? 'The backup has its new passphrase. Restore it on the set-up screen, with a new enrolment code.\n'
    : 'The vault has its new passphrase, and its journal says so. Start Candour and unlock; what was not synced is there.\n',
);
process.exit(0);
