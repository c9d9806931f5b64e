import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Manifest } from '../../manifests/index.ts';
import type { SourceObject } from '../target.ts';
import type { FindNode } from './nodes.ts';

const GROUPS: readonly string[] = ['karpenter.sh', 'karpenter.k8s.aws'];

/** Kinds of these groups that Karpenter makes itself. */
const OWN_KINDS: readonly string[] = ['NodeClaim', 'Machine'];

/** Whether an object declares node pools, in whatever version. */
export function isPoolObject({ apiVersion, kind }: ValueObject): boolean {
  return GROUPS.includes(String(apiVersion).split('/')[0] ?? '') && !OWN_KINDS.includes(String(kind));
}

/** A manifest as a source. */
export function sourceOf(manifest: Manifest, nodes: FindNode): SourceObject {
  const { object, file, locate } = manifest;
  return {
    object,
    written: object,
    file,
    locate,
    node: () => nodes(file, String(object.kind), nameOf(object)),
  };
}

export function nameOf({ metadata = null }: ValueObject): string {
  return isObject(metadata) ? String(metadata.name) : '';
}

const RENAMED: Readonly<Record<string, string>> = {
  Provisioner: 'NodePool',
  AWSNodeTemplate: 'EC2NodeClass',
};

/** What a fleet calls an object, such as `NodePool/gpu`. */
export function fleetKey(object: ValueObject): string {
  const kind = String(object.kind);
  return `${RENAMED[kind] ?? kind}/${nameOf(object)}`;
}

/** What SOPS encrypts has a part of that name; nothing of it can be imported. */
export function isEncrypted({ sops = null }: ValueObject): boolean {
  return isObject(sops) && (sops.mac !== undefined || sops.version !== undefined);
}

export function encrypted({ object, locate }: Manifest): Diagnostic {
  return {
    code: 'file-encrypted',
    severity: 'error',
    message: `${String(object.kind)}/${nameOf(object)} is encrypted with SOPS, so it cannot be imported`,
    help: 'Decrypt it to standard output: sops --decrypt FILE | poolwright import --cluster NAME=-',
    object: `${String(object.kind)}/${nameOf(object)}`,
    at: locate(['sops'], 'key'),
  };
}
