import type { Cause, Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { FleetObject } from '../../load/index.ts';
import { variablesIn } from '../../load/template.ts';
import { valueAt } from '../../load/value-at.ts';
import { locateValue } from '../../load/values.ts';
import type { Path } from '../../render/index.ts';
import type { ClusterScope } from '../scope.ts';

/** A value that a cluster is rendered with, and where it is written. */
export interface VariableSource {
  name: string;
  value: string;
  at: Diagnostic['at'] & object;
}

/** A wrong value is one finding, however many objects and clusters it reaches. */
export function valueCause({ at }: Pick<VariableSource, 'at'>): Cause {
  return { key: `value ${JSON.stringify(at)}` };
}

/**
 * The variable whose value is to blame for a field: of several in one string the first with a character that can mean
 * something in YAML; `undefined` where the field holds none.
 */
export function causingVariable(
  { fleet, environment, cluster, variables }: ClusterScope,
  object: FleetObject,
  path: Path,
): VariableSource | undefined {
  const template = valueAt(object.value, path);
  if (typeof template !== 'string') return undefined;
  const names = variablesIn(template).filter((name) => Object.hasOwn(variables, name));
  const name = names.find((one) => /[^\w./-]/.test(variables[one] ?? '')) ?? names[0];
  if (name === undefined) return undefined;
  return { name, value: variables[name] ?? '', at: locateValue(fleet, environment, cluster, name) };
}
