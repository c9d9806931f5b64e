import { failure, type Result, success } from '../result.ts';
import { fromBytes, toBytes } from './bytes.ts';
import { SubstitutionError } from './error.ts';
import { parse } from './parse.ts';
import { inText } from './positions.ts';
import { givesDefault, type Node } from './syntax.ts';

/** A reference as Flux reads it. */
export interface FluxReference {
  name: string;
  /** False for operators that have a default. */
  required: boolean;
  /** UTF-16 units from the text's start to the `${`. */
  offset: number;
}

/** The references of a text in the order in which they stand, those within others' arguments included. */
export function fluxReferences(text: string): Result<FluxReference[], SubstitutionError> {
  const bytes = toBytes(text);
  try {
    const references: FluxReference[] = [];
    collect(parse(bytes), bytes, references);
    return success(references);
  } catch (error) {
    if (error instanceof SubstitutionError) return failure(inText(error, bytes));
    throw error;
  }
}

function collect(nodes: Node[], bytes: string, references: FluxReference[]): void {
  for (const node of nodes) {
    if (typeof node === 'string') continue;
    const { name, operator, at } = node;
    references.push({
      name: fromBytes(name),
      required: !givesDefault(operator),
      offset: fromBytes(bytes.slice(0, at)).length,
    });
    collect(node.arguments, bytes, references);
  }
}
