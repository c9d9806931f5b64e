export { emit, emitDocuments } from './emit.ts';
export { YamlError } from './error.ts';
export { readDocuments, readYaml, resolveScalar } from './reader.ts';
