const HELP = 'Keep it a string with quotes inside the value: ';

/** How to write a value in fleet.yaml so that YAML reads it as text once it is substituted. */
export function quotesHelp(value: string): string {
  return `${HELP}'${JSON.stringify(value).replaceAll("'", "''")}'`;
}

/** The value as `quotesHelp` says to write it; undefined for any other help. */
export function quotedIn(help: string): string | undefined {
  return help.startsWith(HELP) ? help.slice(HELP.length) : undefined;
}
