/** Recognizes a Karpenter manifest without parsing it. */
const KIND = /^kind:[ \t]*["']?(?:NodePool|EC2NodeClass|Provisioner|AWSNodeTemplate)["']?[ \t]*(?:#.*)?$/m;
const GROUP = /karpenter\.(?:sh|k8s\.aws)\//;

/** Whether a text holds a manifest of Karpenter. */
export function isKarpenterManifest(text: string): boolean {
  return GROUP.test(text) && KIND.test(text);
}

/** The folders to import from: the first steps of the paths, `.` for files that are in no folder. */
export function foldersToImport(paths: readonly string[]): string[] {
  const first = paths.map((path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '.'));
  return first.includes('.') ? ['.'] : [...new Set(first)].sort();
}
