import type { ReportedMark } from './cursor.ts';
import type { SourceStyle } from './node.ts';
import { reprint } from './reprint.ts';
import type { PlainResolver } from './scalar.ts';
import { resolveFlux, resolveKustomize } from './scalar.ts';

/** The differences between the two go-yaml readers. */
export interface Dialect {
  /** Type of a plain scalar. */
  resolve: PlainResolver;
  /** go-yaml v3 looks two tokens ahead for comments and so finds errors after a document. */
  lookahead: number;
  reportedMark: ReportedMark;
  /** `!` alone makes a string in v2; v3 ignores it. */
  bangIsString: boolean;
  /** A duplicate key is an error, or the last one counts. */
  duplicateKeys: 'error' | 'last';
  /** Keys that are not strings become text, or are an error below the root. */
  otherKeys: 'text' | 'error';
  /** The value omitted in `{a: }`: kyaml prints its nodes and reads them again, and prints that one as `''`. */
  emptyInFlow: null | '';
  /** The text of a block scalar after kustomize has printed and read it; undefined when it cannot be read. */
  block: (text: string, style: SourceStyle) => string | undefined;
  /** The mapping's own keys win over `<<`, or the last of the two wins. */
  merge: 'under' | 'in place';
}

/** sigs.k8s.io/yaml 1.6: go-yaml v2.4 to JSON. Flux after substitution; patches, kustomization files. */
export const SIGS_YAML: Dialect = {
  resolve: resolveFlux,
  lookahead: 0,
  reportedMark: 'problem',
  bangIsString: true,
  duplicateKeys: 'last',
  otherKeys: 'text',
  emptyInFlow: null,
  block: (text) => text,
  merge: 'in place',
};

/** The same where a duplicate key is an error. */
export const SIGS_YAML_STRICT: Dialect = { ...SIGS_YAML, duplicateKeys: 'error' };

/** kyaml 0.21: go-yaml v3.0 nodes, anchors resolved, to JSON. Resource files of kustomize. */
export const KYAML: Dialect = {
  resolve: resolveKustomize,
  lookahead: 2,
  reportedMark: 'context',
  bangIsString: false,
  duplicateKeys: 'error',
  otherKeys: 'error',
  emptyInFlow: '',
  block: reprint,
  merge: 'under',
};
