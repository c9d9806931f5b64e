import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { variablesIn } from '../../load/template.ts';
import { valueAt } from '../../load/value-at.ts';
import { locateValue } from '../../load/values.ts';
import { pathText, type RenderError } from '../../render/index.ts';
import { dollarLeaves } from '../../render/leaves.ts';
import { type ClusterScope, declaredObject, type EnvironmentScope, locateObject } from '../scope.ts';
import { causingVariable, type VariableSource, valueCause } from './blame.ts';
import { quotesHelp } from './quotes.ts';

/** The diagnostic for a fault of rendering, at the value that causes it. */
export function renderFault(
  scope: EnvironmentScope | ClusterScope,
  file: string,
  error: RenderError,
): Diagnostic {
  const { message, object, path } = error;
  const blamed = isClusterScope(scope) ? blame(scope, error) : undefined;
  const place = locateObject(scope, object ?? '', path ?? []);
  return {
    code: error.code === 'undefined-variable' ? 'undefined-variable' : 'render-failed',
    severity: 'error',
    message: `${error.file ?? file}: ${message}`,
    help: blamed
      ? (quotingHelp(error, scope, blamed.name) ?? `Give ${blamed.name} another value in ${scope.cluster}`)
      : 'Run poolwright generate; if the error remains, correct the value shown here',
    environment: scope.environment,
    ...(object ? { object } : {}),
    ...(path ? { field: pathText(path) } : {}),
    at: blamed?.at ?? place,
    ...(blamed && path ? { related: [{ message: `${pathText(path)} uses it`, at: place }] } : {}),
    ...(blamed ? { cause: valueCause(blamed) } : {}),
  };
}

/** How to quote a value that YAML reads as more than a text, where it is all that each field with it holds. */
function quotingHelp(
  { object, path }: RenderError,
  scope: EnvironmentScope | ClusterScope,
  name: string,
): string | undefined {
  const value = isClusterScope(scope) ? scope.variables[name] : undefined;
  const declared = object === undefined ? undefined : declaredObject(scope, object);
  const whole = `\${${name}}`;
  const isWhole = declared && path && valueAt(declared.value, path) === whole;
  const isEverywhere = (text: string): boolean => !variablesIn(text).includes(name) || text === whole;
  const isPlain = scope.declared.objects.every((one) =>
    dollarLeaves(one.value).every(({ text }) => isEverywhere(text)),
  );
  return isWhole && isPlain && value !== undefined && /^[^\p{Cc}'"\\$]+$/u.test(value)
    ? quotesHelp(value)
    : undefined;
}

/** The variable that an error names, or the one in the field that it names. */
function blame(
  scope: ClusterScope,
  { variable, object, path }: RenderError,
): Pick<VariableSource, 'name' | 'at'> | undefined {
  if (variable !== undefined) {
    return { name: variable, at: locateValue(scope.fleet, scope.environment, scope.cluster, variable) };
  }
  const declared = object === undefined ? undefined : declaredObject(scope, object);
  return declared && path ? causingVariable(scope, declared, path) : undefined;
}

function isClusterScope(scope: EnvironmentScope | ClusterScope): scope is ClusterScope {
  return 'variables' in scope;
}
