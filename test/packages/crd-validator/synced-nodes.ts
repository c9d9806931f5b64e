import type { ResourceSchema } from '../../../packages/crd-validator/src/index.ts';
import { schemaNode } from '../../../packages/crd-validator/src/make-node.ts';
import type { SchemaNode } from '../../../packages/crd-validator/src/node.ts';
import type { ReadSchema } from '../../../scripts/schemas/files.ts';

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

/** Every node of all synced schemas that objects are checked against. */
export async function syncedNodes(read: ReadSchema): Promise<SchemaNode[]> {
  const out: SchemaNode[] = [];
  for (const [project, names] of Object.entries(files)) {
    const index = JSON.parse(await read(`${project}/index.json`)) as Record<string, string>;
    for (const version of Object.values(index)) {
      for (const name of names) {
        const schema = JSON.parse(await read(`${project}/${version}/${name}`)) as ResourceSchema;
        collect(schemaNode(schema), out);
      }
    }
  }
  return out;
}

function collect(node: SchemaNode, out: SchemaNode[]): void {
  out.push(node);
  const { properties, additional, items, allOf, anyOf, oneOf, not } = node;
  for (const child of [...properties.values(), additional, items, ...allOf, ...anyOf, ...oneOf, not]) {
    if (child !== undefined && child !== 'any') collect(child, out);
  }
}
