import { KustomizeError } from '../errors.ts';
import { lookUpPath } from '../fields/look-up.ts';
import { type Edit, type NodeKind, PathEditor } from '../fields/path-editor.ts';
import type { Value, ValueObject } from '../value.ts';
import { YamlError } from '../yaml/index.ts';
import { goJson } from './go-json.ts';
import { parseStyled } from './style-tree.ts';
import { writeStyled } from './styled-yaml.ts';

/**
 * Edits a field inside JSON or YAML that is the text of another field, such as the JSON in an annotation or
 * the file in a ConfigMap, and writes the text again in its format.
 *
 * @returns the changed object; `undefined` when the path does not lead into such text
 * @throws KustomizeError `unsupported` for YAML that this engine cannot write as upstream does
 */
export function editStructuredText(
  object: ValueObject,
  path: readonly string[],
  creates: NodeKind | undefined,
  edit: Edit,
): ValueObject | undefined {
  for (let depth = 1; depth < path.length; depth++) {
    const found = lookUpOrNothing(object, path.slice(0, depth));
    if (found === undefined || typeof found.value !== 'string') continue;
    const text = editText(found.text, path.slice(depth), creates, edit);
    if (text === undefined) return undefined;
    // Lists are entered by exact index or key here, so that this finds the field that was looked up.
    return new PathEditor(path.slice(0, depth), undefined, (value, before) =>
      before === found.text ? { value: text, text } : { value, text: before },
    ).run(object) as ValueObject;
  }
  return undefined;
}

function lookUpOrNothing(object: ValueObject, path: readonly string[]) {
  try {
    return lookUpPath(object, path);
  } catch (error) {
    if (error instanceof KustomizeError) return undefined;
    throw error;
  }
}

function editText(
  text: string,
  path: readonly string[],
  creates: NodeKind | undefined,
  edit: Edit,
): string | undefined {
  try {
    const node = parseStyled(text);
    const editor = new PathEditor(path, creates, edit);
    const value = editor.run(node.value);
    if (editor.count === 0) return undefined;
    return /^\s*[{[]/.test(text) ? writeJson(value, text) : writeStyled(value, node).trim();
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    if (error instanceof KustomizeError && error.code !== 'unsupported') return undefined;
    throw error;
  }
}

/** JSON on many lines is indented by two, any other is written on one. */
function writeJson(value: Value, before: string): string {
  return before.includes('\n') && before.includes('  ') ? goJson(value, 2) : goJson(value);
}
