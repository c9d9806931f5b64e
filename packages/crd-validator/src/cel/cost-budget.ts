import { UnfinishedFault } from './fault.ts';

/** Steps that one evaluation may take; the API server stops an expression at a cost of as many. */
export const stepLimit = 1_000_000;

/** Steps that all evaluations of an expression may take together before their mean counts, and what the mean may be. */
const totalLimit = 10_000_000;
const meanLimit = 2_000;

/**
 * Bounds what an expression may cost: each node that is evaluated is a step, and so are ten letters or items of what a function or
 * operator is given.
 */
export class CostBudget {
  #left = 0;
  #spent = 0;
  #runs = 0;
  readonly #sizes = new WeakMap<object, number>();

  /** Starts an evaluation. */
  start(): void {
    this.#runs += 1;
    this.#left = stepLimit;
    if (this.#spent > totalLimit && this.#spent > this.#runs * meanLimit)
      throw new UnfinishedFault(
        `the expression took ${totalLimit} steps for ${this.#runs - 1} objects and is not evaluated for more`,
      );
  }

  /** True when the evaluation that was started last was stopped, even if what it was stopped in does not count. */
  get isExceeded(): boolean {
    return this.#left < 0;
  }

  spend(steps: number): void {
    this.#left -= steps;
    this.#spent += steps;
    if (this.#left < 0) throw exceeded();
  }

  /** Pays for the whole of a value. */
  read(value: unknown): void {
    if (typeof value === 'string') this.spend(value.length / 10);
    else if (typeof value === 'object' && value !== null) this.spend(this.#sizeOf(value) / 10);
  }

  #sizeOf(value: object): number {
    const known = this.#sizes.get(value);
    if (known !== undefined) return known;
    let size = 1;
    const items = Array.isArray(value) ? value : value instanceof Map ? value.values() : Object.values(value);
    for (const item of items) {
      size += typeof item === 'string' ? item.length : 1;
      if (typeof item === 'object' && item !== null) size += this.#sizeOf(item);
    }
    this.#sizes.set(value, size);
    return size;
  }
}

export function exceeded(): UnfinishedFault {
  return new UnfinishedFault(`the expression took more than ${stepLimit} steps`);
}
