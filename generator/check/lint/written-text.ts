import type { Location } from '../../diagnostics/diagnostic.ts';
import type { Subject } from '../subject.ts';
import type { LintInput } from './input.ts';
import { yamlOf } from './node-config.ts';

/**
 * Finds the text of a field as its author wrote it, with its variables.
 * @param textOf the text of a file that the subjects' places are in
 */
export function createWrittenText(
  subjects: ReadonlyMap<string, Pick<Subject, 'locate'>>,
  textOf: (file: string) => string | undefined,
): NonNullable<LintInput['writtenAt']> {
  return (object, path) => {
    const at = subjects.get(object)?.locate(path);
    const text = at && textOf(at.file);
    const value = at === undefined || text === undefined ? undefined : yamlOf(textAt(text, at));
    return typeof value === 'string' ? value : undefined;
  };
}

function textAt(text: string, { line, column, endLine = line, endColumn }: Location): string {
  const lines = text.split('\n', endLine).slice(line - 1);
  const last = lines.length - 1;
  return lines
    .map((one, i) => one.slice(i === 0 ? column - 1 : 0, i === last && endColumn ? endColumn - 1 : undefined))
    .join('\n');
}

const VARIABLE = /\$\{[^}]*\}/;

/** What an author wrote around the variables of a text; undefined for a text without variables. */
export function aroundVariables(written: string): string | undefined {
  return VARIABLE.test(written) ? written.replace(new RegExp(VARIABLE, 'g'), '') : undefined;
}

/** Whether a text has variables, and a value may come of it once they are substituted. */
export function mayBecome(written: string, value: string): boolean {
  const literals = written.split(new RegExp(VARIABLE, 'g'));
  const escaped = literals.map((literal) => literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return literals.length > 1 && new RegExp(`^${escaped.join('.*')}$`, 's').test(value);
}

/** Help that proposes a value for a field, with the text of the field where that has a variable. */
export function withWrittenText(help: string, written: string | undefined): string {
  if (written === undefined || !VARIABLE.test(written) || written.includes('\n')) return help;
  return /^(?:Set|Write|Use|Name|Change|Select)\b/.test(help) && !VARIABLE.test(help)
    ? `${help} (written as ${written})`
    : help;
}
