import { pause, type Cancelled } from '../threads/slices.ts';
import type { OrderKey } from './order.ts';

/** Rows to be sorted, column by column: ids, and one array of values for each key. */
export interface Sortable {
  readonly ids: number[];
  readonly values: (string | number)[][];
}

const RUN = 4096;

function comparing({ values }: Sortable, keys: readonly OrderKey[]): (a: number, b: number) => number {
  const columns = keys.map(({ descending }, index) => ({ column: values[index]!, way: descending ? -1 : 1 }));
  return (a, b) => {
    for (const { column, way } of columns) {
      const left = column[a]!;
      const right = column[b]!;
      if (left !== right) return left < right ? -way : way;
    }
    return 0;
  };
}

/** Sorts in runs that are then merged, with a pause after each stretch, so that other questions are answered between. */
export async function sortInSlices(
  rows: Sortable,
  keys: readonly OrderKey[],
  cancelled: Cancelled,
): Promise<Uint32Array | null> {
  const compare = comparing(rows, keys);
  const length = rows.ids.length;
  let order = Uint32Array.from({ length }, (_, index) => index);
  for (let from = 0; from < length; from += RUN) {
    order.subarray(from, from + RUN).sort(compare);
    await pause();
    if (cancelled()) return null;
  }
  for (let width = RUN; width < length; width *= 2) {
    const merged = new Uint32Array(length);
    for (let from = 0; from < length; from += 2 * width) {
      const middle = Math.min(from + width, length);
      const end = Math.min(from + 2 * width, length);
      let left = from;
      let right = middle;
      for (let at = from; at < end; at++) {
        if ((at - from) % 16_384 === 16_383) {
          await pause();
          if (cancelled()) return null;
        }
        const takeLeft = left < middle && (right >= end || compare(order[left]!, order[right]!) <= 0);
        merged[at] = takeLeft ? order[left++]! : order[right++]!;
      }
    }
    order = merged;
  }
  return order.map((index) => rows.ids[index]!);
}
