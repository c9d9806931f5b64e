import { shellQuoted } from '../emit/shell.ts';

/** Git runs the first before a commit, the second before a merge that it commits by itself. */
export const HOOKS = ['pre-commit', 'pre-merge-commit'] as const;

/** The name of a previous hook while ours is installed. */
export const KEPT = '.before-poolwright';

const MARK = '# Runs poolwright gate.';

/** Whether a hook's text is ours. */
export function isOurs(text: string): boolean {
  return text.split('\n', 2)[1]?.startsWith(MARK) ?? false;
}

/**
 * The text of a hook, a script of the POSIX shell that git starts at the top of the work tree.
 * @param programs where the program may be, the first first; a relative path is below the top
 */
export function hookText(hook: string, programs: readonly string[]): string {
  return `#!/bin/sh
${MARK} \`poolwright hooks uninstall\` removes it.
kept="$(dirname "$0")/${hook}${KEPT}"
if [ -x "$kept" ]; then
  "$kept" "$@" || exit
fi
for program in ${programs.map((program) => shellQuoted(program.replaceAll('\\', '/'))).join(' ')}; do
  if [ -f "$program" ]; then
    exec node "$program" gate
  fi
done
if command -v poolwright >/dev/null; then
  exec poolwright gate
fi
echo 'poolwright was not found: run poolwright hooks install again, or poolwright hooks uninstall' >&2
exit 1
`;
}
