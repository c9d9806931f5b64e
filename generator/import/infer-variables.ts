import { isObject, type Value } from '@kustomize-ts/core';
import type { Path } from '../load/path.ts';
import { DOLLAR, variablesIn } from '../load/template.ts';
import { substituteObject } from '../render/index.ts';
import { eachText, reference, replaceTexts } from './emitted.ts';
import { type FieldSchema, isIntOrString } from './field-schema.ts';
import { isIdentity, mayVary, type Reading, structureOf } from './structure.ts';
import { tokenize } from './tokens.ts';
import { CLUSTER_NAME, nameForField, nameForValues, upperSnake } from './variable-kinds.ts';
import type { Variables } from './variables.ts';

/** A text of one field in those clusters that have one there. */
interface Leaf {
  key: string;
  path: Path;
  texts: Map<Reading, string>;
}

/**
 * Replaces texts with variables that differ between clusters of an environment whose objects have the same structure, or that contain the
 * cluster's name; of texts that differ otherwise, only in fields that say where a cluster is rather than how its nodes are, and in labels
 * and annotations, which environments cannot change.
 * @param groupOf the same for clusters that can be of one environment
 */
export function inferVariables(
  readings: readonly Reading[],
  variables: Variables,
  schemaOf: FieldSchema,
  groupOf: (reading: Reading) => string,
): void {
  const groups = new Map(readings.map((one) => [one, `${groupOf(one)} ${structureOf(one)}`]));
  const clusters = readings.filter((one) => one.cluster !== undefined);
  const names = new Map(clusters.map(({ cluster = '' }) => [cluster, cluster]));
  const clusterName = (): string => variables.withValues(names, () => CLUSTER_NAME).name;
  const replaced = new Map<Reading, Map<string, string>>();
  for (const leaf of leavesOf(clusters, schemaOf).filter((one) => !isMissing(one, clusters))) {
    const templates = templatesFor(leaf, groups, variables, clusterName);
    for (const [reading, template] of templates ?? []) {
      const known = replaced.get(reading) ?? new Map<string, string>();
      replaced.set(reading, known);
      known.set(idOf(leaf.key, leaf.path), template);
    }
  }
  for (const [reading, texts] of replaced)
    for (const [key, object] of reading.objects)
      reading.objects.set(
        key,
        replaceTexts(object, (path, text) => texts.get(idOf(key, path)) ?? text),
      );
}

function idOf(key: string, path: Path): string {
  return JSON.stringify([key, ...path]);
}

/** Quantities are settings, which `inferSettings` reads. */
function leavesOf(readings: readonly Reading[], schemaOf: FieldSchema): Leaf[] {
  const leaves = new Map<string, Leaf>();
  for (const reading of readings)
    for (const [key, object] of reading.objects)
      eachText(object, (path, text) => {
        if (!mayVary(path) || variablesIn(text).some((name) => name !== DOLLAR)) return;
        if (isIdentity(path) || isIntOrString(schemaOf(object, path))) return;
        const id = idOf(key, path);
        const leaf = leaves.get(id) ?? { key, path, texts: new Map<Reading, string>() };
        leaves.set(id, leaf);
        leaf.texts.set(reading, text);
      });
  return [...leaves.values()];
}

/** A label or annotation that not all clusters with the object have; with a variable for it, the others would need a value, too. */
function isMissing({ key, path, texts }: Leaf, readings: readonly Reading[]): boolean {
  return path[0] === 'metadata' && readings.some((one) => one.objects.has(key) && !texts.has(one));
}

/** Fields that say where a cluster is. */
const PLACES: ReadonlySet<string> = new Set([
  'role',
  'instanceProfile',
  'subnetSelectorTerms',
  'securityGroupSelectorTerms',
  'capacityReservationSelectorTerms',
  'placementGroupSelector',
  'tags',
  'context',
  'userData',
]);

function isPlace({ key, path }: Leaf): boolean {
  if (path[0] === 'metadata') return true;
  if (!key.startsWith('EC2NodeClass/') || path[0] !== 'spec') return false;
  return PLACES.has(String(path[1])) || (path[1] === 'amiSelectorTerms' && path.at(-1) === 'id');
}

/** The text with variables for each reading; undefined where the texts stay as they are. */
function templatesFor(
  leaf: Leaf,
  groupOf: ReadonlyMap<Reading, string>,
  variables: Variables,
  clusterName: () => string,
): Map<Reading, string> | undefined {
  const named = withClusterName(leaf, clusterName);
  if (
    named &&
    isConstant(named.values()) &&
    (isPlace(leaf) || leaf.texts.size > 1) &&
    fits(leaf, named, variables)
  )
    return named;
  if (isConstant(leaf.texts.values())) return undefined;
  const differing = [...byGroup(leaf, groupOf).values()].filter((texts) => !isConstant(texts.values()));
  if (differing.length === 0 && !isPlace(leaf)) return undefined;
  if (
    named &&
    [...byGroup({ ...leaf, texts: named }, groupOf).values()].every((texts) => isConstant(texts.values())) &&
    !isPlace(leaf)
  )
    return fits(leaf, named, variables) ? named : undefined;
  const groups = isPlace(leaf) ? [leaf.texts] : differing;
  const templates = new Map<Reading, string>();
  for (const texts of groups) {
    const template = tokenized({ ...leaf, texts }, variables);
    if (template === undefined) continue;
    for (const reading of texts.keys()) templates.set(reading, template);
  }
  return templates.size > 0 ? templates : undefined;
}

/** The values with which a template becomes a text, the shortest that fit; undefined where it cannot. */
export function valuesFor(template: string, text: string): Record<string, string> | undefined {
  const names: string[] = [];
  const pattern = template.split(/(\$\{[A-Za-z_]\w*\})/).map((part, i) => {
    const name = i % 2 === 1 ? part.slice(2, -1) : DOLLAR;
    if (name === DOLLAR) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const known = names.indexOf(name);
    if (known >= 0) return `\\${known + 1}(?!\\d)`;
    names.push(name);
    return '(.+?)';
  });
  const found = new RegExp(`^${pattern.join('')}$`).exec(text);
  return found
    ? Object.fromEntries(names.map((name, i) => [name, unescaped(found[i + 1] ?? '')]))
    : undefined;
}

function byGroup({ texts }: Leaf, groupOf: ReadonlyMap<Reading, string>): Map<string, Map<Reading, string>> {
  const groups = new Map<string, Map<Reading, string>>();
  for (const [reading, text] of texts) {
    const name = groupOf.get(reading) ?? '';
    const group = groups.get(name) ?? new Map<Reading, string>();
    groups.set(name, group);
    group.set(reading, text);
  }
  return groups;
}

function isConstant(values: Iterable<string>): boolean {
  return new Set(values).size <= 1;
}

/** The texts with the name of their cluster replaced; undefined where none has it. */
function withClusterName({ texts }: Leaf, clusterName: () => string): Map<Reading, string> | undefined {
  const named = new Map<Reading, string>();
  let isFound = false;
  for (const [reading, text] of texts) {
    const name = (reading.cluster ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const pattern = new RegExp(`(?<![A-Za-z0-9])${name}(?![A-Za-z0-9])`, 'g');
    const has = pattern.test(text);
    isFound ||= has;
    named.set(reading, has ? text.replace(pattern, () => reference(clusterName())) : text);
  }
  return isFound ? named : undefined;
}

/** A text that is the same in all readings, with a variable for each part that differs. */
function tokenized(leaf: Leaf, variables: Variables): string | undefined {
  const readings = [...leaf.texts.keys()];
  const texts = [...leaf.texts.values()];
  for (const parts of tokenize(texts)) {
    const names: (() => string)[] = [];
    const template = parts.map((part, i) => {
      if (typeof part === 'string') return part;
      const values = new Map(
        readings.map(({ cluster = '' }, nth) => [cluster, unescaped(part.values[nth] ?? '')]),
      );
      const before = parts[i - 1];
      names.push(
        () =>
          variables.withValues(values, () =>
            proposeName(leaf, values, typeof before === 'string' ? before : '', parts.length === 1),
          ).name,
      );
      return names.length - 1;
    });
    const trial = template.map((part) => (typeof part === 'string' ? part : reference(`V${part}`))).join('');
    const trialValues = (nth: number) =>
      Object.fromEntries(
        parts
          .flatMap((part) => (typeof part === 'string' ? [] : [unescaped(part.values[nth] ?? '')]))
          .map((value, i) => [`V${i}`, value]),
      );
    if (!readings.every((_, nth) => stays(trial, trialValues(nth), texts[nth] ?? ''))) continue;
    return template
      .map((part) => (typeof part === 'string' ? part : reference(names[part]?.() ?? '')))
      .join('');
  }
  return undefined;
}

function unescaped(text: string): string {
  return text.replaceAll(`\${${DOLLAR}}`, '$');
}

function proposeName(
  { path }: Leaf,
  values: ReadonlyMap<string, string>,
  before: string,
  isWhole: boolean,
): string {
  const byValue = nameForValues(values.values());
  if (byValue !== undefined && (!isWhole || byValue.startsWith('AWS_'))) return byValue;
  const assigned =
    path.at(-1) === 'userData' ? /([A-Za-z_][\w-]*)\s*[=:]\s*["']?$/.exec(before)?.[1] : undefined;
  return (assigned && upperSnake(assigned)) || nameForField(path);
}

/** Whether each cluster gets from its template the text that it has. */
function fits({ texts }: Leaf, templates: ReadonlyMap<Reading, string>, variables: Variables): boolean {
  return [...templates].every(([reading, template]) => {
    const values = Object.fromEntries(
      variablesIn(template).map((name) => [
        name,
        variables.all.get(name)?.values.get(reading.cluster ?? '') ?? '',
      ]),
    );
    return stays(template, values, texts.get(reading) ?? '');
  });
}

/** Whether Flux makes the very text of a template. A value that YAML reads as a number or a boolean does not stay a text. */
export function stays(template: string, values: Readonly<Record<string, string>>, expected: string): boolean {
  const result = substituteObject(
    { text: template, list: [template] },
    { ...values, [DOLLAR]: '$' },
    { strict: true },
  );
  const wanted = unescaped(expected);
  if (!result.ok) return false;
  const { text, list }: { text?: Value; list?: Value } = isObject(result.value) ? result.value : {};
  return text === wanted && Array.isArray(list) && list[0] === wanted;
}
