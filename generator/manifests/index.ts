export { checkManifest, type ManifestRules } from './check.ts';
export { buildGroups, builtFound, outermost, readFound } from './groups.ts';
export { KUSTOMIZATIONS } from './kustomization-name.ts';
export { type BuiltManifests, buildManifests } from './kustomize.ts';
export { isKarpenter, type Manifest, type ManifestGroup, typeOf } from './manifest.ts';
export { readManifests } from './read.ts';
export { type GroupOptions, type GroupResult, validateGroup } from './validate.ts';
