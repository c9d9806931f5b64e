import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import type { Path } from './document.ts';
import type { FleetSources, FleetSpec } from './fleet.ts';
import { type TemplateFault, toTemplate } from './template.ts';

/** Every `${NAME}` in a pool, node class, default or override is declared, and none stands in a key. */
export function checkTemplates(spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const declared = spec.variables ?? {};
  const found: Diagnostic[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (typeof value === 'string') {
      toTemplate(value, declared, (fault) => found.push(faultDiagnostic(fault, declared, sources, path)));
    } else if (Array.isArray(value)) {
      value.forEach((item, i) => {
        visit(item, [...path, i]);
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        if (key.includes('$')) found.push(inKey(key, sources, [...path, key]));
        visit(item, [...path, key]);
      }
    }
  };
  for (const part of ['defaults', 'nodeClasses', 'pools'] as const) visit(spec[part], [part]);
  for (const [name, environment] of Object.entries(spec.environments)) {
    for (const part of ['pools', 'nodeClasses'] as const)
      visit(environment[part], ['environments', name, part]);
  }
  return found;
}

function faultDiagnostic(
  fault: TemplateFault,
  declared: object,
  sources: FleetSources,
  path: Path,
): Diagnostic {
  const at = sources.locate(path);
  if (fault.kind === 'operator') {
    return {
      code: 'unsupported-substitution',
      severity: 'error',
      message: `${fault.text} is not a plain \${NAME}: envsubst and Argo CD know no defaults or operators, and Flux alone would expand it`,
      help: `Use \${NAME} with a value per cluster, or write $${fault.text} to keep the text as it is`,
      at,
    };
  }
  const near = nearest(fault.name, Object.keys(declared));
  return {
    code: 'undeclared-variable',
    severity: 'error',
    message: `the variable ${fault.name} is not declared under spec.variables`,
    help: `${near ? `Did you mean ${near}? Otherwise d` : 'D'}eclare it under spec.variables, or write $${fault.text} to keep the text as it is`,
    at,
  };
}

function inKey(key: string, sources: FleetSources, path: Path): Diagnostic {
  return {
    code: 'variable-in-key',
    severity: 'error',
    message: `the key ${key} holds a $, which Argo CD's patches cannot substitute and Karpenter's fields cannot hold`,
    help: 'Put the variable into a value',
    at: sources.locate(path, 'key'),
  };
}
