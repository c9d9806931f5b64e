export {
  type BuildFacts,
  type BuildOptions,
  build,
  buildWithFacts,
  type Resource,
  toYaml,
} from './build.ts';
export { KustomizeError, type KustomizeErrorCode } from './errors.ts';
export type { FileSystem } from './fs.ts';
export { type Cache, createCache } from './load/cache.ts';
export type { LoadRestrictions } from './load/loader.ts';
export { memoryFileSystem } from './memory.ts';
export { applyStrategicMerge, type StrategicMergeOptions } from './patch/apply-strategic-merge.ts';
export { applyJson6902 } from './patch/json6902.ts';
export type { ResourceId } from './resource/id.ts';
export type { BuildEvent, StepReport, Transformed } from './trace.ts';
export { isObject, type Value, type ValueObject } from './value.ts';
export {
  emit,
  emitDocuments,
  readDocuments,
  readYaml,
  readYamlStrict,
  resolveScalar,
  YamlError,
} from './yaml/index.ts';
