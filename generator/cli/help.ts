import { COMMANDS, type CommandEntry, type Option, optionsOf } from './commands.ts';

const COLUMNS = 100;

/** `poolwright --help`. */
export function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const commands = Object.entries(COMMANDS).map(([name, { summary }]) => row(name, summary, width));
  return `poolwright: one declaration of Karpenter node pools becomes a validated GitOps repository

Usage: poolwright COMMAND [OPTIONS]

${commands.join('\n')}

poolwright COMMAND --help lists the options of a command, with examples; poolwright --version prints the version.

Exit codes: 0 success, 1 findings, 2 invalid arguments or fleet.yaml, 3 could not run (I/O, git, a bug), 130 interrupted.
Results go to stdout, progress and messages to stderr. NO_COLOR disables colors.
`;
}

/** `poolwright COMMAND --help`. */
export function commandHelp(name: string, entry: CommandEntry): string {
  const usage = ['poolwright', name, ...entry.positionals, '[OPTIONS]'].join(' ');
  const examples = entry.examples.map(([line, does]) => `  ${line}\n      ${does}`);
  return `poolwright ${name}: ${entry.summary}

Usage: ${usage}

Options:
${optionLines(optionsOf(entry)).join('\n')}

Examples:
${examples.join('\n')}
`;
}

function optionLines(options: Record<string, Option>): string[] {
  const rows = Object.entries(options).map(([name, { short, value, help }]) => {
    const flag = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
    return [flag, help] as const;
  });
  const width = Math.max(...rows.map(([flag]) => flag.length));
  return rows.map(([flag, help]) => row(flag, help, width));
}

/** A name and what it does, in lines that fit a terminal: the text continues in its own column. */
function row(name: string, text: string, width: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && width + line.length + word.length + 5 <= COLUMNS)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => `  ${(index === 0 ? name : '').padEnd(width)}  ${line}`).join('\n');
}
