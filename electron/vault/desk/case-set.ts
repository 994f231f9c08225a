/** A set of cases by row id, a byte each: 100,000 cases are 100 KB, and asking takes a nanosecond. */
export class CaseSet {
  #has = new Uint8Array(1 << 12);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(id: number): boolean {
    return this.#has[id] === 1;
  }

  add(ids: readonly number[]): void {
    for (const id of ids) {
      if (id >= this.#has.length) this.#grow(id);
      if (this.#has[id] === 1) continue;
      this.#has[id] = 1;
      this.#size++;
    }
  }

  /** Every id, in rising order. */
  ids(): number[] {
    const ids: number[] = [];
    for (let id = this.#has.indexOf(1); id >= 0; id = this.#has.indexOf(1, id + 1)) ids.push(id);
    return ids;
  }

  /** What stands in both. */
  and(other: CaseSet): CaseSet {
    const [small, large] = this.#size < other.size ? [this as CaseSet, other] : [other, this as CaseSet];
    const both = new CaseSet();
    both.add(small.ids().filter((id) => large.has(id)));
    return both;
  }

  /** What stands in this one and not in the other. */
  minus(other: CaseSet): CaseSet {
    const rest = new CaseSet();
    rest.add(this.ids().filter((id) => !other.has(id)));
    return rest;
  }

  #grow(id: number): void {
    const larger = new Uint8Array(2 ** Math.ceil(Math.log2(id + 1)));
    larger.set(this.#has);
    this.#has = larger;
  }
}
