import { createHash } from 'node:crypto';

/**
 * A directory's head for the telephone: 32 hex digits over its size and Merkle root. Two people whose directories have as
 * many entries, and another code, are shown two directories by the hub. As long as a device's fingerprint, since a hub could
 * look for two logs of one code among as many as it likes.
 */
export const spokenHead = ({ size, root }: { readonly size: number; readonly root: string }): string =>
  createHash('sha256')
    .update(`candour-directory-head-v1\n${size}\n${root}\n`)
    .digest('hex')
    .slice(0, 32)
    .replace(/(.{4})(?=.)/g, '$1 ');
