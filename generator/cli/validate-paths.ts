import { dirname, join, normalize } from 'node:path';
import type { Rules } from '../check/rules/index.ts';
import { openCrds, unknownVersion } from '../crds/karpenter.ts';
import { type Diagnostic, exitCodeOf, hasErrors } from '../diagnostics/diagnostic.ts';
import { createFindings, sorted } from '../diagnostics/findings.ts';
import { applyProfile, profileOf } from '../diagnostics/profile.ts';
import { diskHost } from '../load/disk.ts';
import {
  countObjects,
  type Manifest,
  type ValidatedGroup,
  validateDelivery,
  validateGroup,
} from '../manifests/index.ts';
import { plural } from '../report/scope.ts';
import type { Context, Options, Outcome } from './command.ts';
import { isLinkToFile } from './excerpt.ts';
import { type ManifestInput, readInputs, STDIN } from './manifest-inputs.ts';
import { misnamedPath } from './misnamed-path.ts';
import { type Unrendered, unrenderedNotes } from './unrendered.ts';
import { readVariables } from './variables.ts';

/** Validates manifests of whatever origin: files, folders, kustomize directories, standard input. */
export async function validatePaths(context: Context, options: Options, paths: string[]): Promise<Outcome> {
  const crds = openCrds();
  const requested =
    options.karpenter === undefined ? (crds.versions.at(-1) ?? '') : String(options.karpenter);
  const karpenter = crds.versionOf(requested);
  if (karpenter === undefined) return wrong(unknownVersion(requested, crds));
  const misnamed = misnamedPath(context, paths);
  if (misnamed) return wrong(misnamed);
  const variables = readVariables(context.root, options);
  if ('problem' in variables) return wrong(variables.problem);

  const texts = new Map<string, string>();
  const unrendered: Unrendered = { charts: new Set(), templates: new Set() };
  const inputs = context.stage('read', () => [...readInputs(context, paths, texts, unrendered)]);
  const scope = {
    karpenter,
    ...(options.kubernetes === undefined ? {} : { kubernetes: String(options.kubernetes) }),
    ...(options.tier === undefined ? {} : { tier: String(options.tier) }),
    ...variables,
  };
  const { rules, diagnostics: ofRules } = await rulesOf(context, options, texts);
  if (hasErrors(ofRules))
    return { exitCode: 2, diagnostics: ofRules, textOf: (file) => texts.get(file), result: {} };
  const textOf = (file: string): string | undefined => texts.get(file);
  const given = { scope, crds, rules, ...variables, textOf };
  const validated = context.stage('check', () => validateInputs(context, inputs, given));
  const fleet = inputs.flatMap(({ group }) => group.manifests).find(isNamedFleet(paths));
  if (fleet) return wrong(namesFleet(fleet.file));
  const hasValues = variables.variables !== undefined;
  const findings = createFindings();
  for (const diagnostic of ofRules) findings.add(diagnostic);
  for (const diagnostic of validated.groups.flatMap((group) => group.diagnostics)) findings.add(diagnostic);
  for (const diagnostic of validateDelivery(validated.groups, hasValues)) findings.add(diagnostic);
  const diagnostics = sorted(applyProfile(findings.list(), profileOf(options.profile)));
  const notes = unrenderedNotes(unrendered);
  const { checked, skipped, otherNodeClasses } = validated;
  if (checked + skipped + diagnostics.length === 0)
    return { ...wrong(nothing(paths)), summary: notes.join('\n') };
  const others = skipped === 0 ? '' : `, ${plural(skipped, 'document')} of other kinds skipped`;
  return {
    exitCode: exitCodeOf(diagnostics),
    diagnostics,
    summary: [
      `${plural(checked, 'object')} checked against Karpenter ${karpenter}${others}`,
      ...Array.from(
        otherNodeClasses,
        (one) =>
          `note: pools with a ${one} are validated by Karpenter’s core rules; the node class itself is not validated`,
      ),
      ...notes,
    ].join('\n'),
    textOf,
    result: {
      karpenter,
      checked,
      skipped,
      otherNodeClasses: [...otherNodeClasses],
      charts: [...unrendered.charts],
      templates: [...unrendered.templates],
    },
  };
}

/** What was found in all inputs. */
interface Validated {
  groups: ValidatedGroup[];
  checked: number;
  skipped: number;
  otherNodeClasses: Set<string>;
}

function validateInputs(
  context: Context,
  inputs: readonly ManifestInput[],
  given: Omit<Parameters<typeof validateGroup>[1], 'isWhole' | 'onObject'>,
): Validated {
  const all: Validated = { groups: [], checked: 0, skipped: 0, otherNodeClasses: new Set() };
  const total = inputs.reduce((sum, { group }) => sum + countObjects(group), 0);
  let done = 0;
  const onObject = (): void => context.progress(++done, total, 'object');
  for (const { group, isWhole, directory } of inputs) {
    const result = validateGroup(group, { ...given, isWhole, onObject });
    const { diagnostics } = result;
    all.groups.push({
      manifests: group.manifests,
      diagnostics,
      ...(directory === undefined ? {} : { directory }),
    });
    all.checked += result.checked;
    all.skipped += result.skipped;
    for (const one of result.otherNodeClasses) all.otherNodeClasses.add(one);
  }
  return all;
}

/** The rules of the files that an option names. */
async function rulesOf(
  { root }: Context,
  { rules: patterns }: Options,
  texts: Map<string, string>,
): Promise<{ rules?: Rules; diagnostics: Diagnostic[] }> {
  if (!Array.isArray(patterns)) return { diagnostics: [] };
  const { readRules } = await import('../load/rules/index.ts');
  const { compileRuleSet } = await import('../check/rules/index.ts');
  const host = diskHost(root);
  const { rules: set, diagnostics } = readRules(host, patterns.map(String), () => undefined);
  for (const file of set.files)
    if (!isLinkToFile(join(root, file))) texts.set(file, host.readFile(file) ?? '');
  const rules = compileRuleSet(set);
  return { rules, diagnostics: [...diagnostics, ...rules.diagnostics] };
}

function wrong(diagnostic: Diagnostic): Outcome {
  return { exitCode: 2, diagnostics: [diagnostic], result: {} };
}

/** Whether a manifest is the file of a fleet that the command line names. */
function isNamedFleet(paths: readonly string[]): (manifest: Manifest) => boolean {
  const named = new Set(paths.map((path) => normalize(path)));
  return ({ file, object }) =>
    object.kind === 'Fleet' &&
    String(object.apiVersion).startsWith('poolwright.dev/') &&
    (named.has(file) || paths.includes(STDIN));
}

function namesFleet(file: string): Diagnostic {
  const folder = dirname(file);
  return {
    code: 'invalid-value',
    severity: 'error',
    message: `${file} declares a fleet, and validate PATH reads Kubernetes manifests`,
    help: `Run poolwright validate${folder === '.' ? '' : ` --cwd ${folder}`}, without a path`,
  };
}

function nothing(paths: readonly string[]): Diagnostic {
  return {
    code: 'file-not-found',
    severity: 'error',
    message: `found no Kubernetes manifest in ${paths.join(', ')}`,
    help: 'Name YAML or JSON files, folders with such files, a kustomize directory, or - for standard input',
  };
}
