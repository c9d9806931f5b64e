/**
 * Poolwright as a library: the stages as functions, each pure; `loadFleet` or `defineFleet` gives a `Fleet`, `emit` its tree, `render` what a
 * cluster gets, `check` what is wrong with it.
 */

export { createCache, type FileSystem, memoryFileSystem } from '@kustomize-ts/core';
export { type CheckInput, check } from './check/index.ts';
export { compileRules, type Rules } from './check/rules/index.ts';
export { openCrds } from './crds/karpenter.ts';
export { CODES, type DiagnosticCode } from './diagnostics/codes.ts';
export type { Diagnostic, Location, RelatedLocation, Severity } from './diagnostics/diagnostic.ts';
export { emit, type Tree } from './emit/index.ts';
export { diskHost } from './load/disk.ts';
export * from './load/index.ts';
export { type ClusterObjects, type RenderError, render } from './render/index.ts';
export { reportText } from './report/text.ts';
export type { EC2NodeClassSpec, NodePoolSpec } from './types/karpenter.generated.ts';
export { type WriteResult, writeTree } from './write/write.ts';
