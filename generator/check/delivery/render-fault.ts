import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { locateValue } from '../../load/values.ts';
import { pathText, type RenderError } from '../../render/index.ts';
import { type ClusterScope, declaredObject, type EnvironmentScope, locateObject } from '../scope.ts';
import { causingVariable, type VariableSource, valueCause } from './blame.ts';

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
      ? `Give ${blamed.name} another value in ${scope.cluster}`
      : 'Run poolwright generate; if the error remains, correct the value shown here',
    environment: scope.environment,
    ...(object ? { object } : {}),
    ...(path ? { field: pathText(path) } : {}),
    at: blamed?.at ?? place,
    ...(blamed && path ? { related: [{ message: `${pathText(path)} uses it`, at: place }] } : {}),
    ...(blamed ? { cause: valueCause(blamed) } : {}),
  };
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
