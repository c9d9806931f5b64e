import type { Environment } from '@marcbachmann/cel-js';
import { runeCount } from '../../go-text.ts';
import { CelFault } from '../fault.ts';
import { type CelProgram, compileProgram } from '../program.ts';
import type { CelValue } from '../value.ts';
import { callCost, type Operand, STEP_COST } from './call.ts';
import { meteredText } from './metered.ts';

/** Most that the API server spends on one expression, and on all of an object (apiserver v0.37, pkg/apis/cel/config.go). */
export const CALL_LIMIT = 1_000_000;
export const OBJECT_LIMIT = 10_000_000;

const sync = { async: false };

/** Tells what evaluating expressions of an environment costs the API server. */
export class Meter {
  readonly #programs = new Map<string, CelProgram>();
  readonly #environment: Environment;
  readonly #operands: unknown[] = [];
  readonly #steps: number[] = [];
  #spent = 0;

  constructor(environment: Environment) {
    this.#environment = environment
      .clone({ homogeneousAggregateLiterals: false })
      .registerFunction(
        'spend(int, dyn): dyn',
        (cost: bigint, value: unknown) => this.#spend(cost, value),
        sync,
      )
      .registerFunction('operand(int, dyn): dyn', (at: bigint, value: unknown) => this.#keep(at, value), sync)
      .registerFunction(
        'call(string, int, int, dyn): dyn',
        (name: string, first: bigint, count: bigint, result: unknown) =>
          this.#call(name, Number(first), Number(count), result),
        sync,
      )
      .registerFunction(
        'step(string, int, dyn): dyn',
        (name: string, range: bigint, value: unknown) => this.#step(name, Number(range), value),
        sync,
      )
      .registerFunction(
        'fold(string, int, dyn): dyn',
        (name: string, range: bigint, result: unknown) => this.#fold(name, Number(range), result),
        sync,
      );
  }

  /** What an expression costs for these values. Throws `SchemaError` when it calls what has a cost not known here. */
  cost(source: string, self: CelValue, oldSelf: unknown): number {
    const program = this.#programs.get(source) ?? this.#compile(source);
    this.#programs.set(source, program);
    this.#spent = 0;
    try {
      program.run(self, oldSelf);
    } catch (cause) {
      if (!(cause instanceof CelFault)) throw cause;
    }
    return this.#spent;
  }

  #compile(source: string): CelProgram {
    const { ast } = this.#environment.parse(source);
    return compileProgram(this.#environment, meteredText(ast, ['self', 'oldSelf']));
  }

  #spend(cost: bigint, value: unknown): unknown {
    this.#spent += Number(cost);
    return value;
  }

  #keep(at: bigint, value: unknown): unknown {
    this.#operands[Number(at)] = value;
    return value;
  }

  #call(name: string, first: number, count: number, result: unknown): unknown {
    const operands = this.#operands.slice(first, first + count).map(operandOf);
    this.#spent += callCost(name, operands, operandOf(result)) ?? 0;
    return result;
  }

  #step(name: string, range: number, value: unknown): unknown {
    this.#steps[range] = (this.#steps[range] ?? 0) + 1;
    const always = name === 'all' || name === 'exists' || name === 'map';
    if (always || value === true) this.#spent += STEP_COST[name] ?? 0;
    return value;
  }

  /** In the end the result is read, and before, where that came early, whether to go on. */
  #fold(name: string, range: number, result: unknown): unknown {
    const steps = this.#steps[range] ?? 0;
    this.#steps[range] = 0;
    const early = steps < operandOf(this.#operands[range]).size();
    if (name === 'exists_one') this.#spent += 1;
    if (name === 'all' && early) this.#spent += 2;
    if (name === 'exists' && early) this.#spent += 3;
    this.#spent += 1;
    return result;
  }
}

/** A value as an operand. */
function operandOf(value: unknown): Operand {
  if (typeof value === 'string')
    return {
      kind: 'text',
      size: () => runeCount(value),
      traversal: () => Math.floor(Buffer.byteLength(value) * 0.1),
    };
  if (Array.isArray(value)) {
    const traversal = () => value.reduce((sum: number, item) => sum + operandOf(item).traversal(), 0);
    return { kind: 'list', size: () => value.length, traversal };
  }
  if (value instanceof Map) return map(value.size);
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
    return map(Object.keys(value).length);
  return { kind: 'one', size: () => 1, traversal: () => 1 };
}

function map(size: number): Operand {
  return { kind: 'map', size: () => size, traversal: () => size };
}
