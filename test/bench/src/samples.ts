/** Samples by the name of their measure. */
export class Samples {
  readonly #by_name = new Map<string, number[]>();

  add(name: string, value: number): void {
    this.#by_name.set(name, [...this.of(name), value]);
  }

  of(name: string): readonly number[] {
    return this.#by_name.get(name) ?? [];
  }
}
