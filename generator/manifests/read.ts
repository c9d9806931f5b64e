import { isObject, type Value, type ValueObject, YamlError } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { templateLanguage } from '../diagnostics/template-syntax.ts';
import { excessDiagnostic } from '../load/excess.ts';
import { measure } from '../load/measure.ts';
import { mergeConflict } from '../load/merge-conflict.ts';
import type { Locate } from '../load/path.ts';
import { createPlaces, linesDown } from '../load/places.ts';
import { type DocumentText, splitDocuments } from '../load/split-documents.ts';
import { bareVariable, gluedKey, type SyntaxText } from '../load/syntax.ts';
import type { Path } from '../render/index.ts';
import { duplicateManifestKeys } from './duplicate-keys.ts';
import { halfNamed } from './karpenter-names.ts';
import type { Manifest, ManifestGroup } from './manifest.ts';
import { parseDocument } from './parse.ts';

/**
 * The objects of a file of YAML documents or of JSON, those of lists one by one. A document that cannot be read becomes
 * a diagnostic, and the others are read.
 * @param file how diagnostics name it
 */
export function readManifests(file: string, text: string): ManifestGroup {
  const group: ManifestGroup = { manifests: [], others: 0, diagnostics: [] };
  for (const document of splitDocuments(text)) {
    const locate = createPlaces(file, document);
    const value = readValue(file, document, locate, group.diagnostics);
    if (value === undefined || value === null) continue;
    const found = [...manifestsOf(value, [], { file, locate })];
    group.manifests.push(...found);
    const half = found.length === 0 ? halfNamed(value, locate) : undefined;
    if (half) group.diagnostics.push(half);
    else if (found.length === 0) group.others++;
  }
  return group;
}

/** The value of a document; undefined, and a diagnostic, where it cannot be read. */
function readValue(
  file: string,
  document: DocumentText,
  locate: Locate,
  diagnostics: Diagnostic[],
): Value | undefined {
  try {
    const { value, hasDuplicateKeys } = parseDocument(document.text);
    if (!isManifest(value)) return value;
    if (hasDuplicateKeys)
      for (const fault of duplicateManifestKeys(file, document.text))
        diagnostics.push({ ...fault, ...(fault.at && { at: linesDown(fault.at, document.before) }) });
    // The CRD limits how large a number may be.
    const excess = measure(value).excess.filter(({ kind }) => kind !== 'inexact-number');
    for (const fault of excess) diagnostics.push(excessDiagnostic(fault, locate));
    return excess.length > 0 ? undefined : value;
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const conflict = mergeConflict(document.text, { file, before: document.before });
    if (conflict) {
      diagnostics.push(conflict);
      return undefined;
    }
    const template = templateLanguage(file, document.text);
    const glued = template
      ? undefined
      : (gluedKeyBefore(document.text, error) ?? bareVariableAt(document.text, error));
    diagnostics.push({
      code: 'yaml-syntax',
      severity: 'error',
      message: template
        ? `the file is not YAML but ${template.language}: ${error.reason}`
        : `the file cannot be read: ${glued?.message ?? error.reason}`,
      help: template?.help ?? glued?.help ?? 'Fix the YAML at this place',
      at: {
        file,
        line: (glued?.line ?? error.line) + document.before,
        column: glued?.column ?? error.column,
      },
    });
    return undefined;
  }
}

/** What YAML has read as the beginning of a text where it finds later that a colon is missing. */
function gluedKeyBefore(
  text: string,
  { reason, line: found }: YamlError,
): (SyntaxText & { line: number; column: number }) | undefined {
  if (!/expected ':'|mapping values are not allowed/.test(reason)) return undefined;
  const lines = text.split('\n').slice(0, found);
  for (let line = lines.length; line > 0; line -= 1) {
    const glued = gluedKey(lines[line - 1] ?? '', 0);
    if (glued) return { ...glued, line, column: 1 };
    if (line < found && lines[line - 1]?.trim() !== '') return undefined;
  }
  return undefined;
}

/** A variable without quotes in a mapping or list on one line. */
function bareVariableAt(
  text: string,
  { line, column }: YamlError,
): (SyntaxText & { line: number; column: number }) | undefined {
  const start = text.split('\n', line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const bare = bareVariable(text, start + column - 1);
  return bare && { ...bare, line, column: bare.range[0] - start + 1 };
}

function isManifest(value: Value): value is ValueObject & { kind: string } {
  return isObject(value) && typeof value.kind === 'string' && typeof value.apiVersion === 'string';
}

interface Source {
  file: string;
  locate: Locate;
}

function* manifestsOf(value: Value, path: Path, source: Source): Generator<Manifest> {
  if (!isManifest(value)) return;
  if (value.kind.endsWith('List') && Array.isArray(value.items)) {
    for (const [index, item] of value.items.entries())
      yield* manifestsOf(item, [...path, 'items', index], source);
    return;
  }
  const { file, locate } = source;
  yield { object: value, file, locate: (inner, part) => locate([...path, ...inner], part) };
}
