import type { ValidationRule } from '../../crd-schema.ts';
import { SchemaError } from '../../types.ts';
import type { Environments } from '../environment.ts';
import type { CelValue } from '../value.ts';
import { CALL_LIMIT, Meter, OBJECT_LIMIT } from './meter.ts';

/** The meters of rules; made once, since each is compiled. */
export class Meters {
  readonly #environments: Environments;
  readonly #meters = new Map<boolean, Meter>();

  constructor(environments: Environments) {
    this.#environments = environments;
  }

  /** What evaluating a rule costs. Throws `SchemaError` when that is not known. */
  cost(rule: ValidationRule, self: CelValue, oldSelf: unknown): number {
    if (rule.messageExpression !== undefined)
      throw new SchemaError(`what a messageExpression costs is not known: ${rule.messageExpression}`);
    const optional = rule.optionalOldSelf === true;
    const { plain, optional: withOptional } = this.#environments;
    const meter = this.#meters.get(optional) ?? new Meter(optional ? withOptional : plain);
    this.#meters.set(optional, meter);
    return meter.cost(rule.rule, self, oldSelf);
  }
}

/** What is left to spend on the rules of one object. */
export class Budget {
  #left = OBJECT_LIMIT;

  /** True once nothing more is run. */
  get exhausted(): boolean {
    return this.#left < 0;
  }

  /**
   * Spends what a rule costs; gives what the API server says when that is too much. An evaluation is cancelled as soon
   * as it has cost more than one may, and that much it has cost.
   */
  spend(cost: number, rule: ValidationRule): string | undefined {
    const spent = Math.min(cost, CALL_LIMIT + 1);
    if (spent > this.#left) {
      this.#left = -1;
      return 'validation failed due to running out of cost budget, no further validation rules will be run';
    }
    this.#left = cost > CALL_LIMIT ? -1 : this.#left - cost;
    if (!this.exhausted) return undefined;
    const name = rule.message?.trim() || rule.rule.trim();
    return (
      "'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost " +
      `exceeds limit for rule: ${name}`
    );
  }
}
