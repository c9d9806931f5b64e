import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Fleet, FleetSpec } from '../../load/fleet.ts';
import type { Path } from '../../load/path.ts';
import { fieldOf, isScriptField } from '../../load/strings.ts';
import { CLUSTER, placeholdersIn } from './placeholders-in.ts';

/** Fields that IAM allows no braces in. */
const NAMES: readonly string[] = ['role', 'instanceProfile'];

/** Reports names in braces in pools and node classes, at any depth: nothing is filled in there, only in the values of variables. */
export function checkFieldPlaceholders({ spec, sources }: Fleet): Diagnostic[] {
  const found: Diagnostic[] = [];
  const visit = (value: unknown, path: Path, field: string | undefined): void => {
    if (typeof value === 'string') {
      const [first] = placeholdersIn(value);
      if (first === undefined || isScriptField(field)) return;
      const at = sources.locate(path, { text: first, nth: 0 });
      found.push({ ...literal(first, value, spec, field), ...(at ? { at } : {}) });
    } else if (Array.isArray(value)) {
      value.forEach((item, i) => {
        visit(item, [...path, i], field);
      });
    } else if (typeof value === 'object' && value !== null) {
      // Annotations may hold templates of other programs.
      for (const [key, item] of Object.entries(value))
        if (key !== 'annotations')
          visit(item, [...path, key], fieldOf(value as Record<string, unknown>, key));
    }
  };
  for (const part of ['defaults', 'nodeClasses', 'pools'] as const) visit(spec[part], [part], undefined);
  for (const [name, environment] of Object.entries(spec.environments))
    for (const part of ['pools', 'nodeClasses'] as const)
      visit(environment[part], ['environments', name, part], undefined);
  return found;
}

function literal(
  placeholder: string,
  value: string,
  { variables = {} }: FleetSpec,
  field: string | undefined,
): Diagnostic {
  const name = placeholder
    .replace(/^\$?[{(]|[)}]$/g, '')
    .toUpperCase()
    .replaceAll('-', '_');
  const isCluster = placeholder === CLUSTER;
  const declared =
    Object.keys(variables).find((one) => isCluster && variables[one]?.default === CLUSTER) ??
    Object.keys(variables).find((one) => one.toUpperCase() === name);
  const written = JSON.stringify(value.replaceAll(placeholder, `\${${declared ?? name}}`));
  const declaration = isCluster ? `{ default: "${CLUSTER}" }` : '{}';
  return {
    code: 'unknown-placeholder',
    severity: NAMES.includes(field ?? '') ? 'error' : 'warning',
    message: `${placeholder} stays as written: only variables, \${NAME}, are substituted in this field`,
    help:
      declared === undefined
        ? `Write ${written}, and declare ${name}: ${declaration} under spec.variables${isCluster ? '' : ', with a value for each environment or cluster'}`
        : `Write ${written}`,
  };
}
