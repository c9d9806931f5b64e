import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listedFiles } from '../run.ts';

/** A step that runs an action of somebody else: `uses: actions/checkout@DIGEST # v7.0.1`. */
export interface UsedAction {
  file: string;
  line: number;
  /** The repository, with a folder in it. */
  action: string;
  revision: string;
  /** What the comment says behind it. */
  version: string;
}

const USES = /(\buses: )([\w./-]+)@(\S+)(?: +# *(v\d[\w.]*))?/g;

/** All steps in workflows, pages, examples and templates of a repository that run an action of another repository. */
export function usedActions(root: string): UsedAction[] {
  return listedFiles(root, ['--', '*.yml', '*.yaml', '*.md', 'generator'])
    .filter((file) => !file.startsWith('test/'))
    .flatMap((file) => actionsIn(file, readFileSync(join(root, file), 'utf8')));
}

/** The actions that a text runs. */
export function actionsIn(file: string, text: string): UsedAction[] {
  return text.split('\n').flatMap((content, index) =>
    Array.from(content.matchAll(USES), ([, , action = '', revision = '', version = '']) => ({
      file,
      line: index + 1,
      action,
      revision,
      version,
    })),
  );
}

/** By action: `DIGEST # VERSION`, as the first that runs it says. */
export function pinnedActions(used: readonly UsedAction[]): Map<string, string> {
  const pins = new Map<string, string>();
  for (const { action, revision, version } of used)
    if (!pins.has(action)) pins.set(action, `${revision} # ${version}`);
  return pins;
}

/** A text with the pins of these actions replaced. */
export function withPins(text: string, pins: ReadonlyMap<string, string>): string {
  return text.replace(USES, (all, uses: string, action: string) => {
    const pin = pins.get(action);
    return pin === undefined ? all : `${uses}${action}@${pin}`;
  });
}
