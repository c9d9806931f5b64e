import { emit, readYaml, YamlError } from '@kustomize-ts/core';

/** A leaf cut into text and the names of variables. */
export type Part = { text: string } | { variable: string };

/** A string whose variables can be given harmless values without reading the object's text again. */
export interface LeafTemplate {
  parts: Part[];
  /** Written plain, so that what it becomes decides its type; quoted and block scalars stay strings. */
  plain: boolean;
}

const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;
/** Any other syntax of the language. */
const OTHER_SYNTAX = /\$\$|\$\{(?![A-Za-z_][A-Za-z0-9_]*\})/;
/** Where the emitter begins to fold lines; go-yaml v2's `best_width`. */
const WIDTH = 80;

/**
 * The template of a string, or undefined when it needs the way through text: it uses more of the language than
 * `${NAME}`, or its scalar would be folded so that references may be torn apart.
 * @param column an upper bound for the column at which the scalar starts
 */
export function leafTemplate(text: string, column: number): LeafTemplate | undefined {
  if (OTHER_SYNTAX.test(text)) return undefined;
  const document = emit(text);
  const written = document.replace(/\n$/, '');
  const style = scalarStyle(text, written);
  if (style === undefined || !survives(text, document)) return undefined;
  const mayFold = style !== 'block' && text.includes(' ') && column + written.length > WIDTH;
  return mayFold ? undefined : { parts: split(text), plain: style === 'plain' };
}

function scalarStyle(text: string, written: string): 'plain' | 'quoted' | 'block' | undefined {
  if (written === text) return 'plain';
  if (written.startsWith('|')) return 'block';
  const isOneLine = !/[\n\r\u0085\u2028\u2029]/.test(written);
  return isOneLine && /^['"]/.test(written) ? 'quoted' : undefined;
}

function survives(text: string, document: string): boolean {
  try {
    return readYaml(document) === text;
  } catch (error) {
    if (error instanceof YamlError) return false;
    throw error;
  }
}

function split(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(REFERENCE)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ variable: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
