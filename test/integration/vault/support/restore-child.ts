/** Restores in a process that is going to be killed. */
import type { RestoreSource } from '../../../../shared/bridge/restore.ts';
import { createVaultKeys, openVaultKeys } from '../../../../electron/vault/keys/vault-keys.ts';
import { Session } from '../../../../electron/vault/session/session.ts';
import { realParts } from '../../../../electron/vault/vault.ts';
import { fileURLToPath } from 'node:url';

const cost = { m: 65_536, t: 3, p: 1 };
const { profile, secret, source, code, hub } = JSON.parse(process.argv[2]!) as {
  profile: string;
  secret: string;
  source: RestoreSource;
  code: string;
  hub: string;
};
const thread = (name: string) =>
  fileURLToPath(new URL(`../../../../electron/vault/threads/${name}.ts`, import.meta.url));
const start = {
  kind: 'start' as const,
  profile,
  deviceSecret: { mode: 'keystore' as const, backend: 'test', secret: new Uint8Array(Buffer.from(secret, 'hex')) },
  hub,
  demonstration: false,
  demonstrationSetUp: null,
  threads: {
    writer: thread('writer'),
    reader: thread('reader'),
    crypto: thread('crypto'),
    attachments: thread('attachments'),
  },
};
const session = new Session(
  start,
  {
    ...realParts(start),
    createVaultKeys: (options) => createVaultKeys({ ...options, cost }),
    openVaultKeys: (options) => openVaultKeys({ ...options, cost }),
  },
  () => undefined,
);
process.stdout.write('begun\n');
const made = await session.restore({ source, passphrase: 'three random words here', hub, code });
process.stdout.write(made.ok ? 'done\n' : `${made.error.code}\n`);
setTimeout(() => process.exit(0), 5000);
