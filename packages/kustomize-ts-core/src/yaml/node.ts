import type { Value, ValueObject } from '../value.ts';

/** How a scalar is written, as far as the output depends on it: `quoted` means single or double quotes. */
export type SourceStyle = 'plain' | 'quoted' | 'literal' | 'folded';

/**
 * Receives each scalar whose value does not show how it was written: plain `1.50` or `~`, and under a key what is
 * quoted or a block scalar.
 */
export type TextListener = (
  parent: ValueObject | Value[],
  key: string | number,
  text: string,
  style: SourceStyle,
) => void;

/** Receives how a file is written, where its values do not show it. */
export interface SourceListener {
  readonly onText: TextListener;
  /** Receives each `{…}` and `[…]`, empty ones too. */
  readonly onFlow: (collection: ValueObject | Value[]) => void;
}

/** An alias to a scalar counts as a scalar. */
export type NodeKind = 'scalar' | 'sequence' | 'mapping' | 'alias';

/** How a node was written: keys and merges depend on it. */
export interface NodeFacts {
  kind: NodeKind;
  /** Text of a scalar as written, or of the scalar an alias refers to. */
  text: string | undefined;
  /** A scalar that is a string, not a date or a text with another tag. */
  isString: boolean;
  style: SourceStyle;
  /** A scalar `<<` that as a key merges its value. */
  isMergeKey: boolean;
}
