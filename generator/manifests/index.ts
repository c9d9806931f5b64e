export { type ValidatedGroup, validateDelivery } from './delivery.ts';
export type { FoundFiles } from './found-files.ts';
export { buildGroups, builtFound, mentionsKarpenter, outermost, readFound } from './groups.ts';
export { type BuiltManifests, buildManifests } from './kustomize.ts';
export type { Manifest, ManifestGroup } from './manifest.ts';
export { readManifests } from './read.ts';
export { countObjects, type GroupOptions, type GroupResult, validateGroup } from './validate.ts';
