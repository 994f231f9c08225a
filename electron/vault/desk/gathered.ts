import type { GroupStart, TodayGroup } from '../../../shared/bridge/desk.ts';

/** The ids of a list in their order, and where its groups begin. */
export interface Ordered {
  readonly ids: Uint32Array;
  readonly groups: readonly GroupStart[];
}

/** Ids as they are gathered, group after group. */
export class Gathered {
  readonly ids: number[] = [];
  readonly groups: GroupStart[] = [];

  add(ids: readonly number[], group: TodayGroup | null): void {
    if (ids.length === 0) return;
    if (group !== null && this.groups.at(-1)?.group !== group) this.groups.push({ group, from: this.ids.length });
    for (const id of ids) this.ids.push(id);
  }

  ordered(): Ordered {
    return { ids: Uint32Array.from(this.ids), groups: this.groups };
  }
}
