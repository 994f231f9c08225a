/** How every connection of the vault's database is set, each with its reason. Order matters: the key comes before these. */

/** Settings of the file and of both kinds of connection. */
const common = [
  // Readers never wait for the writer, nor the writer for readers: an intake does not stop a list.
  'journal_mode = WAL',
  // What is deleted is overwritten with zeros in the page before the page is encrypted again.
  'secure_delete = ON',
  // Sorts and temporary tables stay in memory: nothing readable leaves the encrypted file.
  'temp_store = 2',
  // A function named in the schema may not be one with side effects, should somebody have written into the file.
  'trusted_schema = 0',
  // A damaged page is an error, never a guess.
  'cell_size_check = ON',
  // A checkpoint by the other connection may hold a lock for a moment.
  'busy_timeout = 5000',
  // Pages of a mapped file cannot be decrypted in place; SQLCipher ignores the map, so say so.
  'mmap_size = 0',
] as const;

const ofWriter = [
  // A signed event is on the disk before anybody is told so. Intake of what the hub can send again lowers this to NORMAL.
  'synchronous = FULL',
  'foreign_keys = ON',
  // 64 MiB of decrypted pages: decrypting a page costs more than keeping it, and an intake touches every index.
  'cache_size = -65536',
  // Pages go from the WAL into the file every 64 MiB, not every 4: a first sync changes the same pages again and again, and
  // waits for the disk each time.
  'wal_autocheckpoint = 16000',
  // The WAL is cut back after a first sync instead of staying at its largest.
  'journal_size_limit = 4194304',
] as const;

const ofReader = [
  // A reader that writes is a bug: the types forbid it, and so does the connection.
  'query_only = ON',
  // 64 MiB: the indexes in whose order the Desk can be sorted, of 100,000 cases, stay decrypted.
  'cache_size = -65536',
] as const;

export const writerPragmas: readonly string[] = [...common, ...ofWriter];
export const readerPragmas: readonly string[] = [
  ...common.filter((pragma) => !pragma.startsWith('journal_mode')),
  ...ofReader,
];
