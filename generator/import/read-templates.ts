import type { ValueObject } from '@kustomize-ts/core';
import type { Path } from '../load/path.ts';
import { isScriptField } from '../load/strings.ts';
import { DOLLAR } from '../load/template.ts';
import { valueAt } from '../load/value-at.ts';
import { type FluxExpression, fluxPieces } from '../render/index.ts';
import { eachText, literal, reference, replaceLeaves } from './emitted.ts';
import { type FieldSchema, isIntOrString } from './field-schema.ts';
import type { CleanSource, CleanTarget } from './reading.ts';
import { targetName } from './target.ts';
import type { Variables } from './variables.ts';

/** Gives a source's object in emitted form: `${NAME}` for what the fleet has a variable for, all else literal. */
export type ToEmitted = (source: CleanSource, target: CleanTarget | undefined) => ValueObject;

/** Finds the variables that the sources themselves use, declares them, and reads objects with them. */
export function createEmitter(
  targets: readonly CleanTarget[],
  variables: Variables,
  schemaOf: FieldSchema,
): ToEmitted {
  const names = nameExpressions(targets, variables);
  const placeholders = placeholdersOf(targets);
  for (const name of placeholders) variables.declare(name);
  const substituted = (text: string, { substitution }: CleanTarget): string | undefined => {
    if (substitution === 'literal') return undefined;
    if (substitution === 'placeholders') return withPlaceholders(text, placeholders);
    const pieces = fluxPieces(text);
    if (!pieces.ok) return undefined;
    return pieces.value
      .map((piece) =>
        typeof piece === 'string' ? literal(piece) : reference(names.get(piece.key) ?? piece.name),
      )
      .join('');
  };
  const takesText = (object: ValueObject, path: Path): boolean => {
    const schema = schemaOf(object, path);
    return schema?.type === 'string' || isIntOrString(schema);
  };
  return ({ object, written }, target) =>
    replaceLeaves(object, (path, value) => {
      const source = valueAt(written, path);
      const text = typeof source === 'string' && target ? substituted(source, target) : undefined;
      if (typeof value !== 'string') return text?.includes('${') && takesText(object, path) ? text : value;
      return text ?? literal(value);
    });
}

/** Base texts hold the same expressions as those of the overlays. */
function textsOf({ objects }: CleanTarget): string[] {
  const texts: string[] = [];
  for (const { written, base } of objects)
    for (const object of [written, ...(base ? [base.written] : [])])
      eachText(object, (_path, text) => texts.push(text));
  return texts;
}

/** The variable for each expression of Flux: the one that it names, as long as that has one value in each cluster. */
function nameExpressions(targets: readonly CleanTarget[], variables: Variables): Map<string, string> {
  const found = new Map<string, { expression: FluxExpression; values: Map<string, string> }>();
  for (const target of targets) {
    if (target.substitution !== 'values') continue;
    for (const text of textsOf(target)) {
      if (!text.includes('${')) continue;
      const pieces = fluxPieces(text);
      for (const piece of pieces.ok ? pieces.value : []) {
        if (typeof piece === 'string') continue;
        const known = found.get(piece.key) ?? { expression: piece, values: new Map<string, string>() };
        found.set(piece.key, known);
        const value = piece.evaluate(target.values ?? {});
        if (value !== undefined) known.values.set(targetName(target), value);
      }
    }
  }
  const plainFirst = [...found].toSorted(
    ([, a], [, b]) => Number(b.expression.isPlain) - Number(a.expression.isPlain),
  );
  const names = new Map(
    plainFirst.flatMap(([key, { expression, values }]) =>
      isLiteralDollar(values) && expression.name === DOLLAR
        ? [[key, DOLLAR]]
        : [[key, variables.named(expression.name, values).name]],
    ),
  );
  fillIn(targets, variables);
  return names;
}

/** A cluster that has a value for a variable keeps it, whether its own objects refer to it or not. */
function fillIn(targets: readonly CleanTarget[], variables: Variables): void {
  for (const { values = {}, isGenerated } of targets)
    if (isGenerated) for (const name of Object.keys(values)) if (name !== DOLLAR) variables.declare(name);
  for (const target of targets)
    for (const { name, values } of variables.all.values()) {
      const value = target.values?.[name];
      if (value !== undefined && !values.has(targetName(target))) values.set(targetName(target), value);
    }
}

function isLiteralDollar(values: ReadonlyMap<string, string>): boolean {
  return [...values.values()].every((value) => value === '$');
}

const PLACEHOLDER = /\$\{([A-Za-z_]\w*)\}/g;

/** The names that something unknown substitutes: those outside of scripts, where `${NAME}` means nothing else. */
function placeholdersOf(targets: readonly CleanTarget[]): Set<string> {
  const names = new Set<string>();
  for (const { objects, substitution } of targets) {
    if (substitution !== 'placeholders') continue;
    for (const { written, base } of objects)
      for (const object of [written, ...(base ? [base.written] : [])])
        eachText(object, (path, text) => {
          if (isScriptField(fieldOf(path))) return;
          for (const [, name = ''] of text.matchAll(PLACEHOLDER)) names.add(name);
        });
  }
  names.delete(DOLLAR);
  return names;
}

function withPlaceholders(text: string, names: ReadonlySet<string>): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const [whole, name = ''] = match;
    const isKnown = names.has(name) || name === DOLLAR;
    if (!isKnown) continue;
    parts.push(literal(text.slice(end, match.index)), whole);
    end = match.index + whole.length;
  }
  return parts.join('') + literal(text.slice(end));
}

function fieldOf(path: Path): string | undefined {
  const last = path.at(-1);
  return typeof last === 'string' ? last : undefined;
}

/** The value with each scalar replaced. */
