import { type Diagnostic, SEVERITIES } from '../diagnostics/diagnostic.ts';
import { foldConsequences } from '../diagnostics/fold.ts';
import { createColors } from './colors.ts';
import { consequenceLines } from './consequences.ts';
import { codeFrame } from './frame.ts';
import { limited, MAX_FINDINGS } from './limit.ts';
import { printable, printableLines } from './printable.ts';
import { placeText, plural, scopeText, shownCode } from './scope.ts';

export interface TextOptions {
  color: boolean;
  /** Text of a file, for the frames. */
  textOf(file: string): string | undefined;
  /** The columns of the terminal; undefined without one. */
  columns?: number | undefined;
  /** How many findings to show, 0 for all of them and of what each covers; 50 by default. */
  maxFindings?: number;
}

/** Before each line of a frame. */
const INDENT = '  ';

const PAINT = { error: 'red', warning: 'yellow', notice: 'blue' } as const;

/** Diagnostics for a person: message, place, code frame, help, what follows from it. */
export function reportText(
  diagnostics: readonly Diagnostic[],
  { color, textOf, columns, maxFindings = MAX_FINDINGS }: TextOptions,
): string {
  const colors = createColors(color);
  const linesOf = createLines(textOf);
  const inner = columns === undefined ? undefined : columns - INDENT.length;
  const { shown, rest } = limited(foldConsequences(diagnostics), maxFindings);
  const blocks = shown.map((diagnostic) => {
    const paint = colors[PAINT[diagnostic.severity]];
    const [message = '', ...more] = linesIn(diagnostic.message);
    const lines = [
      `${paint(`${diagnostic.severity}[${shownCode(diagnostic)}]`)}: ${colors.bold(message)}`,
      ...more.map((line) => `    ${line}`),
    ];
    if (diagnostic.at) {
      lines.push(`  ${colors.dim('-->')} ${placeText(diagnostic.at)}`);
      const frame = codeFrame(diagnostic.at, linesOf(diagnostic.at.file), colors, inner);
      lines.push(...frame.map((line) => `${INDENT}${line}`));
    }
    const scope = scopeText(diagnostic);
    if (scope) lines.push(`  ${colors.dim('in')}   ${scope}`);
    if (diagnostic.help) lines.push(`  ${colors.cyan('help:')} ${printable(diagnostic.help)}`);
    for (const { message, at } of diagnostic.related ?? [])
      lines.push(`  ${colors.dim('see')}  ${placeText(at)}: ${printable(message)}`);
    const [heading, ...below] = consequenceLines(
      diagnostic,
      maxFindings === 0 ? Number.POSITIVE_INFINITY : undefined,
    );
    if (heading) lines.push(`  ${colors.dim(heading)}`, ...below.map((line) => `    ${printable(line)}`));
    return `${lines.join('\n')}\n`;
  });
  return [...blocks, ...(rest ? [`${rest}\n`] : [])].join('\n');
}

/** What git or the system said may have several lines; all but the first are indented, so that none can pass for a finding. */
function linesIn(message: string): string[] {
  return printableLines(message)
    .split('\n')
    .filter((line, i) => i === 0 || line.trim() !== '');
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
  const findings = foldConsequences(diagnostics);
  return SEVERITIES.map((severity) =>
    plural(findings.filter((one) => one.severity === severity).length, severity),
  )
    .filter((one) => !one.startsWith('0 '))
    .join(', ');
}
