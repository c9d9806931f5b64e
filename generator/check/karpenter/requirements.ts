import type { ValueObject } from '@kustomize-ts/core';
import { goQuote, labelKeyProblems, labelValueProblems } from '@poolwright/crd-validator/go';
import { objectsAt, own, stringAt, stringsAt } from '../../instances/objects/fields.ts';
import { nodePoolLabel, normalizeLabel } from '../../instances/objects/labels.ts';
import type { Path } from '../../load/path.ts';
import { type Problem, type RuntimeFinding, toFindings } from './finding.ts';
import { LABEL_KEY_HELP, LABEL_VALUE_HELP, RESTRICTED_LABEL_HELP } from './help.ts';
import { restrictedLabel } from './restricted-label.ts';
import type { Rules } from './rules.ts';

interface Requirement {
  key: string;
  operator: string;
  values: readonly string[];
  minValues: number | undefined;
  path: Path;
}

const bounds: ReadonlySet<string> = new Set(['Gt', 'Lt', 'Gte', 'Lte']);
const requirementsPath: Path = ['spec', 'template', 'spec', 'requirements'];
const reason = 'NodePoolValidationFailed';

/** Requirements: core v1.15.0, pkg/apis/v1/nodeclaim_validation.go, ValidateRequirement. */
export function requirementFindings(spec: ValueObject, rules: Rules): RuntimeFinding[] {
  const out: RuntimeFinding[] = [];
  const nodePoolKeys: Problem[] = [];
  for (const [index, object] of objectsAt(spec, 'requirements')) {
    const requirement = read(object, [...requirementsPath, index], rules);
    const problems = problemsOf(requirement, rules);
    if (problems.length > 0) out.push(...toFindings(reason, [together(problems, requirement.path)]));
    out.push(...ignoredValues(requirement, rules));
    if (stringAt(object, 'key') === nodePoolLabel) {
      const message = `invalid key: ${goQuote(nodePoolLabel)} in requirements, restricted`;
      const help = 'Remove the requirement: Karpenter sets this label to the name of the pool';
      nodePoolKeys.push({ message, help, path: [...requirement.path, 'key'] });
    }
  }
  return [...out, ...toFindings(reason, nodePoolKeys)];
}

function read(object: ValueObject, path: Path, rules: Rules): Requirement {
  const minValues = own(object, 'minValues');
  return {
    key: normalizeLabel(stringAt(object, 'key') ?? '', rules.provider),
    operator: stringAt(object, 'operator') ?? '',
    values: stringsAt(object, 'values'),
    minValues: typeof minValues === 'number' ? minValues : undefined,
    path,
  };
}

function together(problems: readonly Problem[], path: Path): Problem {
  const text = problems.map(({ message }) => message).join('; ');
  const [only] = problems;
  return {
    message: `invalid value: ${text} in requirements, restricted`,
    help: [...new Set(problems.map(({ help }) => help))].join('; '),
    path: problems.length === 1 && only !== undefined ? only.path : path,
    reads: [path],
  };
}

function problemsOf(requirement: Requirement, rules: Rules): Problem[] {
  const { key, operator, values, minValues, path } = requirement;
  const out: Problem[] = [];
  const at = (part: string, message: string, help: string): void => {
    out.push({ message, help, path: [...path, part] });
  };
  if (!rules.operators.has(operator)) {
    at(
      'operator',
      `key ${key} has an unsupported operator ${operator} not in [${[...rules.operators].join(' ')}]`,
      `Use one of the operators ${[...rules.operators].join(', ')}`,
    );
  }
  const restricted = restrictedLabel(key, rules);
  if (restricted !== undefined) at('key', restricted, RESTRICTED_LABEL_HELP);
  const unknown = unknownValuesText(requirement, rules);
  if (unknown !== undefined) at('values', unknown, knownValuesHelp(requirement, rules));
  for (const text of labelKeyProblems(key))
    at('key', `key ${key} is not a qualified name, ${text}`, LABEL_KEY_HELP);
  for (const [index, value] of values.entries()) {
    for (const text of labelValueProblems(value)) {
      out.push({
        message: `invalid value ${value} for key ${key}, ${text}`,
        help: LABEL_VALUE_HELP,
        path: [...path, 'values', index],
      });
    }
  }
  if (operator === 'In' && values.length === 0) {
    at(
      'values',
      `key ${key} with operator ${operator} must have a value defined`,
      'Give the requirement values, or use operator: Exists without values',
    );
  }
  if (operator === 'In' && minValues !== undefined && values.length < minValues) {
    at(
      'minValues',
      `key ${key} with operator ${operator} must have at least minimum number of values defined in 'values' field`,
      `Add values, or set minValues to at most ${values.length}`,
    );
  }
  if (bounds.has(operator) && rules.operators.has(operator) && !isBound(values)) {
    at(
      'values',
      `key ${key} with operator ${operator} must have a single positive integer value`,
      'Give exactly one whole number, in quotes: ["4"]',
    );
  }
  return out;
}

// strconv.Atoi, and not negative
function isBound(values: readonly string[]): boolean {
  const [value] = values;
  if (values.length !== 1 || value === undefined || !/^[+-]?\d+$/.test(value) || value.length > 100)
    return false;
  const number = BigInt(value.replace(/^\+/, ''));
  return number >= 0n && number < 2n ** 63n;
}

function partition({ key, operator, values }: Requirement, rules: Rules) {
  const known = operator === 'In' ? rules.knownValues.get(key) : undefined;
  if (known === undefined) return undefined;
  const valid = values.filter((value) => known.has(value));
  return { known: [...known].sort(), valid, invalid: values.filter((value) => !known.has(value)) };
}

// core v1.15.0, nodeclaim_validation.go, validateWellKnownValues
function unknownValuesText(requirement: Requirement, rules: Rules): string | undefined {
  const parts = partition(requirement, rules);
  if (parts === undefined) return undefined;
  const { key, values, minValues } = requirement;
  const found = `found in [${values.join(' ')}] for ${key}, expected`;
  if (parts.valid.length === 0) {
    const set = parts.known.map((value) => `${value}:{}`).join(' ');
    return `no valid values ${found} one of: map[${set}], got: [${parts.invalid.join(' ')}]`;
  }
  if (minValues === undefined || parts.valid.length >= minValues) return undefined;
  return `not enough valid values ${found} at least ${minValues} valid values from: [${parts.known.join(' ')}], got: ${parts.valid.length}`;
}

function knownValuesHelp(requirement: Requirement, rules: Rules): string {
  return `Use values of ${(partition(requirement, rules)?.known ?? []).join(', ')}`;
}

function ignoredValues(requirement: Requirement, rules: Rules): RuntimeFinding[] {
  const parts = partition(requirement, rules);
  if (parts === undefined || parts.invalid.length === 0) return [];
  if (unknownValuesText(requirement, rules) !== undefined) return [];
  const { key, path } = requirement;
  const message =
    'please correct found invalid values, proceeding with valid values: invalid values found for key ' +
    `[key ${key} valid-values [${parts.valid.join(' ')}] invalid-values [${parts.invalid.join(' ')}]]`;
  const help = `Remove ${parts.invalid.join(', ')}, or write one of ${parts.known.join(', ')}`;
  return toFindings('IgnoredValues', [{ message, help, path: [...path, 'values'] }], 'warning');
}
