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
import { formatTypes } from '../packages/kustomize-ts-core/src/schema/type-text.ts';
import type { ValueObject } from '../packages/kustomize-ts-core/src/value.ts';
import { copyLicenses } from './third-party/copy.ts';

const BUNDLE = 'openapi/kubernetesapi/data/kubernetes-openapi-union-v1.21.2.bundle-v1.json.gz';
const TARGET = new URL('../packages/kustomize-ts-core/src/schema/builtin.generated.ts', import.meta.url);

const kyaml = process.argv[2];
if (kyaml === undefined) throw new Error('the directory of the kyaml module is missing');
await copyLicenses('kyaml', kyaml);
const bundle = JSON.parse(gunzipSync(readFileSync(`${kyaml}/${BUNDLE}`)).toString()) as {
  definitions: ValueObject;
};
// Lists are unwrapped before anything is merged: their types are of no use.
const definitions = Object.entries(bundle.definitions).filter(([name]) => !name.endsWith('List'));
const table = compileDefinitions(Object.fromEntries(definitions));
const scopes = readScopes(readFileSync(`${kyaml}/openapi/openapi.go`, 'utf8'));

writeFileSync(
  TARGET,
  `// Written by scripts/kustomize-merge-keys.ts from kyaml v0.21.2 (Kubernetes v1.21.2); do not edit.

/** Which lists of the built-in kinds merge, and by which keys; read by builtin.ts. */
export const BUILTIN_TYPES = \`
${formatTypes(table)}\`;

/** Kinds known not to live in a namespace, by their API version; \`apps/v1 A,B\` a line. */
export const CLUSTER_SCOPED = ${formatScopes(scopes.cluster)};

/** Kinds known to live in a namespace. */
export const NAMESPACED = ${formatScopes(scopes.namespaced)};
`,
);

function formatScopes(kinds: readonly string[]): string {
  const byVersion = new Map<string, string[]>();
  for (const kind of kinds) {
    const slash = kind.lastIndexOf('/');
    const version = kind.slice(0, slash);
    byVersion.set(version, [...(byVersion.get(version) ?? []), kind.slice(slash + 1)]);
  }
  return `\`\n${[...byVersion].map(([version, names]) => `${version} ${names}\n`).join('')}\``;
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
