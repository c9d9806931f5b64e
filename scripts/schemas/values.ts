import standalone from 'ajv/dist/standalone/index.js';
import type { ResourceSchema } from '../../generator/check/schema/index.ts';
import { type SchemaNode, schemaNode } from '../../generator/check/schema/node.ts';
import { newValueAjv } from '../../generator/check/schema/value-ajv.ts';
import { valueSchema } from '../../generator/check/schema/value-schema.ts';
import type { ReadSchema } from './files.ts';

const files: Readonly<Record<string, readonly string[]>> = {
  karpenter: [
    'nodepool-karpenter.sh-v1.json',
    'ec2nodeclass-karpenter.k8s.aws-v1.json',
    'nodeclaim-karpenter.sh-v1.json',
    'nodeoverlay-karpenter.sh-v1alpha1.json',
  ],
  flux: ['kustomization-kustomize.toolkit.fluxcd.io-v1.json'],
  argocd: ['applicationset-argoproj.io-v1alpha1.json'],
};

const banner =
  '// Made by `npm run schemas:derive`: ajv code for what the nodes of the schemas demand. Do not edit.';

/** The text of `generator/check/schema/values.generated.js`: a check for each distinct node of all synced schemas. */
export async function valueChecksText(read: ReadSchema): Promise<string> {
  const texts = new Set<string>();
  for (const [project, names] of Object.entries(files)) {
    const index = JSON.parse(await read(`${project}/index.json`)) as Record<string, string>;
    for (const version of Object.values(index)) {
      for (const name of names) {
        const schema = JSON.parse(await read(`${project}/${version}/${name}`)) as ResourceSchema;
        collect(schemaNode(schema), texts);
      }
    }
  }
  const names = Object.fromEntries([...texts].sort().map((text, index) => [text, `check${index}`]));
  return [
    banner,
    `export const checkNames = ${JSON.stringify(names, null, 1)};`,
    'export function makeChecks(require, goRegExp, stringFormats, listProblems) {',
    'const exports = {};',
    checksCode(names),
    'return exports;',
    '}',
    '',
  ].join('\n');
}

function checksCode(names: Record<string, string>): string {
  const ajv = newValueAjv({ source: true, lines: true });
  for (const [text, name] of Object.entries(names)) ajv.addSchema(JSON.parse(text), name);
  const byExport = Object.fromEntries(Object.values(names).map((name) => [name, name]));
  return standalone.default(ajv, byExport).replace('"use strict";', '');
}

function collect(node: SchemaNode, texts: Set<string>): void {
  const schema = valueSchema(node);
  if (Object.keys(schema).length > 0) texts.add(JSON.stringify(schema));
  const { properties, additional, items, allOf, anyOf, oneOf, not } = node;
  for (const child of [...properties.values(), additional, items, ...allOf, ...anyOf, ...oneOf, not]) {
    if (child !== undefined && child !== 'any') collect(child, texts);
  }
}
