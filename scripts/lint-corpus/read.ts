import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { minorOf } from '../../generator/check/karpenter/rules.ts';
import { readManifests } from '../../generator/manifests/index.ts';

/** Objects that are linted together, as those of one cluster. */
export interface Group {
  /** The file, and the line of a JSON Lines file. */
  name: string;
  /** Karpenter's version that the objects are for, where the file says. */
  karpenter?: string;
  objects: ValueObject[];
}

/** The groups of files and folders: each file of YAML or JSON is one, and each line `{object}` of a JSON Lines file. */
export function* readGroups(paths: readonly string[]): Generator<Group> {
  for (const path of paths.flatMap(filesOf)) {
    const text = readFileSync(path, 'utf8');
    if (path.endsWith('.jsonl')) yield* linesOf(path, text);
    else yield { name: path, objects: readManifests(path, text).manifests.map(({ object }) => object) };
  }
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ya?ml|json|jsonl)$/.test(name))
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .sort();
}

/** A line may say for which CRDs it is (`crd: aws-v1.15.1`); one that the API server rejects (`valid: false`) is not a manifest. */
function* linesOf(path: string, text: string): Generator<Group> {
  for (const [index, line] of text.split('\n').entries()) {
    const value: Value | undefined = line.trim() === '' ? undefined : JSON.parse(line);
    if (!isObject(value) || !isObject(value.object) || value.valid === false) continue;
    const version = typeof value.crd === 'string' ? value.crd.replace(/^\w+-/, '') : '';
    const minor = minorOf(version);
    yield {
      name: `${path}:${index + 1}`,
      ...(minor === undefined ? {} : { karpenter: `1.${minor}` }),
      objects: [value.object],
    };
  }
}
