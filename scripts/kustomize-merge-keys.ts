/**
 * Writes packages/kustomize-ts-core/src/schema/builtin.generated.ts from the OpenAPI data that real
 * kustomize carries:
 *
 *   (cd test/oracles/kustomize && go mod download)
 *   node --conditions=development --import tsx scripts/kustomize-merge-keys.ts "$(go env GOMODCACHE)/sigs.k8s.io/kustomize/kyaml@v0.21.2"
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { compileDefinitions } from '../packages/kustomize-ts-core/src/schema/compile.ts';
import type { SchemaNode, SchemaTable } from '../packages/kustomize-ts-core/src/schema/schema.ts';
import type { ValueObject } from '../packages/kustomize-ts-core/src/value.ts';

const BUNDLE = 'openapi/kubernetesapi/data/kubernetes-openapi-union-v1.21.2.bundle-v1.json.gz';
const TARGET = new URL('../packages/kustomize-ts-core/src/schema/builtin.generated.ts', import.meta.url);

const kyaml = process.argv[2];
if (kyaml === undefined) throw new Error('the directory of the kyaml module is missing');
const bundle = JSON.parse(gunzipSync(readFileSync(`${kyaml}/${BUNDLE}`)).toString()) as {
  definitions: ValueObject;
};
const table = withShortNames(compileDefinitions(bundle.definitions));
const scopes = readScopes(readFileSync(`${kyaml}/openapi/openapi.go`, 'utf8'));

writeFileSync(
  TARGET,
  `// Written by scripts/kustomize-merge-keys.ts from kyaml v0.21.2 (Kubernetes v1.21.2); do not edit.
import type { SchemaTable } from './schema.ts';

/** Which lists of the built-in kinds merge, and by which keys. */
export const BUILTIN_SCHEMA: SchemaTable = ${JSON.stringify(table)};

/** Kinds known not to live in a namespace, as \`apiVersion/Kind\`. */
export const CLUSTER_SCOPED: readonly string[] = ${JSON.stringify(scopes.cluster)};

/** Kinds known to live in a namespace, as \`apiVersion/Kind\`. */
export const NAMESPACED: readonly string[] = ${JSON.stringify(scopes.namespaced)};
`,
);

/** Type names are only joints of the table: a number is shorter. */
function withShortNames(from: SchemaTable): SchemaTable {
  const short = new Map(Object.keys(from.types).map((name, index) => [name, index.toString(36)]));
  const rename = (name: string) => short.get(name) ?? name;
  const renameNode = (node: SchemaNode): SchemaNode => ({
    ...node,
    ...(node.ref !== undefined && { ref: rename(node.ref) }),
    ...(node.fields && { fields: mapValues(node.fields, renameNode) }),
    ...(node.rest && { rest: renameNode(node.rest) }),
    ...(node.items && { items: renameNode(node.items) }),
  });
  const types = Object.entries(from.types).map(([name, node]) => [rename(name), renameNode(node)] as const);
  return { types: Object.fromEntries(types), kinds: mapValues(from.kinds, rename) };
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** kyaml keeps the scopes of the built-in kinds as a Go map literal, `precomputedIsNamespaceScoped`. */
function readScopes(go: string): { cluster: string[]; namespaced: string[] } {
  const scopes = { cluster: [] as string[], namespaced: [] as string[] };
  for (const [, apiVersion, kind, namespaced] of go.matchAll(
    /\{APIVersion: "([^"]+)", Kind: "([^"]+)"\}:\s+(true|false),/g,
  )) {
    (namespaced === 'true' ? scopes.namespaced : scopes.cluster).push(`${apiVersion}/${kind}`);
  }
  return scopes;
}
