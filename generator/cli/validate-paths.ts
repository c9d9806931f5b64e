import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { diskFileSystem } from '@kustomize-ts/core/node';
import type { Rules } from '../check/rules/index.ts';
import { openCrds, unknownVersion } from '../crds/karpenter.ts';
import { type Diagnostic, exitCodeOf, hasErrors } from '../diagnostics/diagnostic.ts';
import { createFindings, sorted } from '../diagnostics/findings.ts';
import { applyProfile, profileOf } from '../diagnostics/profile.ts';
import { diskHost } from '../load/disk.ts';
import {
  buildGroups,
  builtFound,
  countObjects,
  type Manifest,
  type ManifestGroup,
  mentionsKarpenter,
  outermost,
  readFound,
  readManifests,
  type ValidatedGroup,
  validateDelivery,
  validateGroup,
} from '../manifests/index.ts';
import { plural } from '../report/scope.ts';
import type { Context, Options, Outcome } from './command.ts';
import { isLinkToFile } from './excerpt.ts';
import { findManifestFiles, readText } from './manifest-files.ts';
import { misnamedPath } from './misnamed-path.ts';
import { type Unrendered, unrenderedNotes } from './unrendered.ts';
import { readVariables } from './variables.ts';

const STDIN = '-';

interface Input {
  group: ManifestGroup;
  /** Whether it is what a cluster gets, as far as can be known. */
  isWhole: boolean;
  /** The kustomize directory that builds it. */
  directory?: string;
}

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
  const findings = createFindings();
  for (const diagnostic of ofRules) findings.add(diagnostic);
  let checked = 0;
  let skipped = 0;
  const otherNodeClasses = new Set<string>();
  const validated: ValidatedGroup[] = [];
  let done = 0;
  const total = inputs.reduce((sum, { group }) => sum + countObjects(group), 0);
  const onObject = (): void => context.progress(++done, total, 'object');
  const textOf = (file: string): string | undefined => texts.get(file);
  const validateInput = ({ group, isWhole, directory }: Input): void => {
    const given = { scope, crds, rules, isWhole, ...variables, textOf, onObject };
    const result = validateGroup(group, given);
    const { manifests } = group;
    validated.push({
      manifests,
      diagnostics: result.diagnostics,
      ...(directory === undefined ? {} : { directory }),
    });
    for (const diagnostic of result.diagnostics) findings.add(diagnostic);
    checked += result.checked;
    skipped += result.skipped;
    for (const one of result.otherNodeClasses) otherNodeClasses.add(one);
  };
  context.stage('check', () => inputs.forEach(validateInput));
  const fleet = inputs.flatMap(({ group }) => group.manifests).find(isNamedFleet(paths));
  if (fleet) return wrong(namesFleet(fleet.file));
  const hasValues = variables.variables !== undefined;
  for (const diagnostic of validateDelivery(validated, hasValues)) findings.add(diagnostic);
  const diagnostics = sorted(applyProfile(findings.list(), profileOf(options.profile)));
  const notes = unrenderedNotes(unrendered);
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

function* readInputs(
  context: Context,
  paths: readonly string[],
  texts: Map<string, string>,
  { charts, templates }: Unrendered,
): Generator<Input> {
  const root = realpathSync(context.root);
  const nameOf = (path: string) => relative(root, path) || '.';
  const keep = (path: string, text: string): void => {
    if (!isLinkToFile(path)) texts.set(nameOf(path), text);
  };
  if (paths.includes(STDIN)) {
    const text = readFileSync(0, 'utf8');
    texts.set('stdin', text);
    yield { group: readManifests('stdin', text), isWhole: false };
  }
  const files = findManifestFiles(
    root,
    paths.filter((path) => path !== STDIN),
    'var',
  );
  for (const chart of files.charts) charts.add(nameOf(chart));
  for (const path of files.templates) if (mentionsKarpenter(readText(path))) templates.add(nameOf(path));
  const disk = diskFileSystem();
  let done = 0;
  const all = [files.directories, files.foundDirectories, files.named, files.found];
  const total = all.reduce((sum, { length }) => sum + length, 0);
  const onRead = (): void => context.progress(++done, total, 'path');
  const named = buildGroups(disk, files.directories, nameOf, onRead);
  const found = buildGroups(disk, files.foundDirectories, nameOf, onRead);
  for (const { group, directory } of named) yield { group, isWhole: true, directory: nameOf(directory) };
  for (const { group, directory } of outermost(found))
    yield { group: builtFound(group), isWhole: true, directory: nameOf(directory) };
  const read = new Map([...named, ...found].flatMap(({ group }) => [...group.sources]));
  for (const [path, text] of read) keep(path, text);

  const loose = new Map<string, ManifestGroup[]>();
  const add = (path: string, reader: typeof readManifests, folder: string): void => {
    const text = readText(path);
    keep(path, text);
    loose.set(folder, [...(loose.get(folder) ?? []), reader(nameOf(path), text)]);
    onRead();
  };
  for (const path of files.named) add(path, readManifests, '');
  for (const path of files.found) if (!read.has(path)) add(path, readFound, dirname(path));
  for (const groups of loose.values()) yield { group: joined(groups), isWhole: false };
}

function joined(groups: readonly ManifestGroup[]): ManifestGroup {
  return {
    manifests: groups.flatMap(({ manifests }) => manifests),
    others: groups.reduce((sum, { others }) => sum + others, 0),
    diagnostics: groups.flatMap(({ diagnostics }) => diagnostics),
  };
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
