/** A number for each row id, 0 where none was set; grows with the largest id. */
export class Growing<Numbers extends Uint32Array | Float64Array> {
  readonly #make: new (length: number) => Numbers;
  #values: Numbers;

  constructor(make: new (length: number) => Numbers) {
    this.#make = make;
    this.#values = new make(1 << 12);
  }

  /** By row id; what comes after the last one set is 0. */
  get values(): Numbers {
    return this.#values;
  }

  at(id: number): number {
    return this.#values[id] ?? 0;
  }

  set(id: number, value: number): void {
    if (id >= this.#values.length) {
      const larger = new this.#make(2 ** Math.ceil(Math.log2(id + 1)));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[id] = value;
  }

  clear(): void {
    this.#values.fill(0);
  }
}
