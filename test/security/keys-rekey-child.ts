/** Rekeys a vault in a process of its own; the test kills it somewhere on the way. */
import { rekeyVault } from '../../electron/vault/keys/rekey.ts';
import { openVaultKeys } from '../../electron/vault/keys/vault-keys.ts';

const [profile, passphrase, secret] = process.argv.slice(2) as [string, string, string];
const cost = { m: 64 * 1024, t: 3, p: 4 };
const deviceSecret = { mode: 'keystore' as const, backend: 'test', secret: new Uint8Array(Buffer.from(secret, 'hex')) };
const opened = await openVaultKeys({ profile, passphrase, deviceSecret, now: Date.now(), cost });
if (!opened.ok) throw new Error(opened.code);
process.stdout.write('begun\n');
const rekeyed = await rekeyVault({ profile, passphrase, deviceSecret, dataKey: opened.dataKey, cost });
if (!rekeyed.ok) throw new Error(rekeyed.code);
rekeyed.settle();
process.stdout.write('done\n');
