import { hkdfSync } from 'node:crypto';

/** The vault's one database, in the folder of its person. */
export const DATABASE = 'vault.db';

/** Beside it: the files of reports, which the hub holds too and can send again. */
export const ATTACHMENTS = 'attachments.db';

/** The raw 32-byte SQLCipher key of one of the vault's files, so that no two files share a key. */
export const fileKey = (dataKey: Uint8Array, fileName: string): Buffer =>
  Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), `candour-file-v1 ${fileName}`, 32));
