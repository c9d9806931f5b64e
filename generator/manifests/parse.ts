import { readYaml, readYamlStrict, type Value, YamlError } from '@kustomize-ts/core';

/** The value of a document, and whether a mapping of it has a key twice, of which the last counts. */
export interface ParsedDocument {
  value: Value;
  hasDuplicateKeys: boolean;
}

/**
 * Parses a document of YAML or JSON as kubectl does.
 * @throws YamlError for text that is neither
 */
export function parseDocument(text: string): ParsedDocument {
  const json = parseJson(text);
  // JSON may be indented with tabs, which YAML forbids and no string of JSON contains.
  if (json !== undefined)
    return { value: json, hasDuplicateKeys: isRefused(() => readYamlStrict(text.replaceAll('\t', ' '))) };
  try {
    return { value: readYamlStrict(text), hasDuplicateKeys: false };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return { value: readYaml(text), hasDuplicateKeys: true };
  }
}

function isRefused(read: () => Value): boolean {
  try {
    read();
    return false;
  } catch (error) {
    if (error instanceof YamlError) return true;
    throw error;
  }
}

/** The value of JSON; undefined for what is not JSON. */
function parseJson(text: string): Value | undefined {
  if (!/^\s*\{\s*["}]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
