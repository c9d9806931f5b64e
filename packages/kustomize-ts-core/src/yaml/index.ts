export { emit, emitDocuments } from './emit.ts';
export { YamlError } from './error.ts';
export { readDocuments, readYaml, readYamlStrict, resolveScalar } from './reader.ts';
