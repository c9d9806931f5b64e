import { createColors } from 'picocolors';
import { type Diagnostic, SEVERITIES } from '../diagnostics/diagnostic.ts';
import { codeFrame } from './frame.ts';
import { printable } from './printable.ts';
import { placeText, plural, scopeOf, together } from './scope.ts';

export interface TextOptions {
  color: boolean;
  /** Text of a file, for the frames. */
  textOf(file: string): string | undefined;
}

const PAINT = { error: 'red', warning: 'yellow', notice: 'blue' } as const;

/** Diagnostics for a person: message, place, code frame, help; a last line that counts them. */
export function reportText(diagnostics: readonly Diagnostic[], options: TextOptions): string {
  const colors = createColors(options.color);
  const linesOf = createLines(options.textOf);
  const blocks = together(diagnostics).map((diagnostic) => {
    const paint = colors[PAINT[diagnostic.severity]];
    const lines = [
      `${paint(`${diagnostic.severity}[${diagnostic.code}]`)}: ${colors.bold(printable(diagnostic.message))}`,
    ];
    if (diagnostic.at) {
      lines.push(`  ${colors.dim('-->')} ${placeText(diagnostic.at)}`);
      const frame = codeFrame(diagnostic.at, linesOf(diagnostic.at.file), colors);
      lines.push(...frame.map((line) => `  ${line}`));
    }
    const scope = scopeOf(diagnostic);
    if (scope) lines.push(`  ${colors.dim('in')}   ${scope}`);
    if (diagnostic.help) lines.push(`  ${colors.cyan('help:')} ${printable(diagnostic.help)}`);
    for (const { message, at } of diagnostic.related ?? [])
      lines.push(`  ${colors.dim('see')}  ${placeText(at)}: ${printable(message)}`);
    return `${lines.join('\n')}\n`;
  });
  return blocks.join('\n');
}

/** Reads each file once: thousands of diagnostics may lie in it. */
function createLines(textOf: TextOptions['textOf']): (file: string) => string[] | undefined {
  const known = new Map<string, string[] | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, textOf(file)?.split('\n'));
    return known.get(file);
  };
}

/** `3 errors, 1 warning, 1 notice`, or the empty string when there is nothing. */
export function countText(diagnostics: readonly Diagnostic[]): string {
  const told = together(diagnostics);
  return SEVERITIES.map((severity) =>
    plural(told.filter((one) => one.severity === severity).length, severity),
  )
    .filter((one) => !one.startsWith('0 '))
    .join(', ');
}
