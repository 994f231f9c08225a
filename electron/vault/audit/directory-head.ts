import { spokenHead } from '../../../shared/protocol/spoken-head.ts';
import { root } from '../../../shared/protocol/merkle.ts';
import { cursorsOf } from '../store/compartments.ts';
import type { ReadConnection } from '../store/connection.ts';

/** Where the directory stands here, as two people read it to each other; null before anything of it has come. */
export function directoryHead(db: ReadConnection): { readonly entries: number; readonly code: string } | null {
  const directory = cursorsOf(db).find(({ compartment }) => compartment === 'directory');
  if (directory === undefined || directory.tree.size === 0) return null;
  const { size } = directory.tree;
  return { entries: size, code: spokenHead({ size, root: root(directory.tree) }) };
}
