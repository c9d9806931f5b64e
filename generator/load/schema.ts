import type { ErrorObject } from 'ajv';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import type { SourceDocument } from './document.ts';
import type { FleetSources } from './fleet.ts';
import { fleetErrors } from './fleet-validator.ts';
import { isMaxUpdate } from './max-update.ts';
import type { Path } from './path.ts';
import { schemaDiagnostic } from './schema-diagnostic.ts';

/** Sections without which there is no fleet; included files may hold parts of it. */
const REQUIRED_SECTIONS = ['karpenter', 'pools', 'environments'];

/**
 * Checks the whole fleet, its parts put together, against `schemas/fleet.schema.json`.
 * @param root the file the fleet starts in, for what is beside its spec
 */
export function checkShape(
  value: Record<string, unknown>,
  sources: FleetSources,
  root: SourceDocument,
): Diagnostic[] {
  const found = essential(fleetErrors(value)).flatMap((error) =>
    schemaDiagnostic(error, {
      fleet: value,
      locate: (path, part) => locate(path, part, sources, root),
      textOf: (file) => (file === root.file ? root.text : sources.textOf(file)),
    }),
  );
  const spec = value.spec as Record<string, unknown>;
  for (const section of REQUIRED_SECTIONS) {
    if (spec[section] !== undefined) continue;
    found.push({
      code: 'missing-field',
      severity: 'error',
      message: `the fleet has no spec.${section}`,
      help: `Declare ${section} under spec`,
      at: root.locate(['spec'], 'key'),
    });
  }
  return found;
}

function locate(
  path: Path,
  part: 'key' | 'value' | undefined,
  sources: FleetSources,
  root: SourceDocument,
): Location {
  return path[0] === 'spec' ? sources.locate(path.slice(1), part) : root.locate(path, part);
}

/**
 * ajv reports every branch of an `anyOf` and the `if` around a failed branch. Of several errors at one place only those that say most are
 * kept, and names are left to `checkNames`, which says how to fix them.
 */
function essential(errors: readonly ErrorObject[]): ErrorObject[] {
  const enums = new Set(
    errors.filter(({ keyword }) => keyword === 'enum').map(({ instancePath }) => instancePath),
  );
  return errors.filter(({ keyword, instancePath, propertyName }) => {
    if (isMaxUpdate(instancePath.split('/').slice(1))) return keyword === 'anyOf';
    if (keyword === 'if' || keyword === 'anyOf' || keyword === 'propertyNames' || propertyName !== undefined)
      return false;
    return keyword === 'enum' || !enums.has(instancePath);
  });
}
