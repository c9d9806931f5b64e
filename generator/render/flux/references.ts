import type { Result } from '../result.ts';
import { fromBytes } from './bytes.ts';
import type { SubstitutionError } from './error.ts';
import { ofParsed } from './parsed.ts';
import { givesDefault, type Node } from './syntax.ts';

/** A reference as Flux reads it. */
export interface FluxReference {
  name: string;
  /** False for operators that have a default. */
  required: boolean;
}

/** The references of a text in the order in which they stand, those within others' arguments included. */
export function fluxReferences(text: string): Result<FluxReference[], SubstitutionError> {
  return ofParsed(text, referencesIn);
}

function referencesIn(nodes: Node[]): FluxReference[] {
  return nodes.flatMap((node) =>
    typeof node === 'string'
      ? []
      : [
          { name: fromBytes(node.name), required: !givesDefault(node.operator) },
          ...referencesIn(node.arguments),
        ],
  );
}
