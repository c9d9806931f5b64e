import { groupBy } from '../diagnostics/group-by.ts';
import type { Fleet } from '../load/index.ts';
import { oneLine } from '../plan/value-text.ts';
import { plural } from '../report/scope.ts';
import { type FleetChange, fleetChanges } from './fleet-changes.ts';

const LONGEST_SUBJECT = 72;
const LONGEST_LINE = 100;
const MOST_SECTIONS = 12;
const MOST_LINES = 20;

/** What a commit is made of. */
export interface CommitContent {
  /** The fleet of the last commit; undefined where it is missing that can be read. */
  old?: Fleet | undefined;
  now: Fleet;
  /** The changed files that are not generated, relative to the fleet's folder. */
  sources: readonly string[];
  /** What the change does to running nodes, a line for each environment: `prod: 1 pool rolls all nodes in 2 clusters`. */
  effects?: readonly string[];
}

/**
 * Makes a message that says what changed, field by field: `prod: general limits.cpu 512 → 1024`. The same changes give the same message.
 * Its length is bounded: what does not fit is counted.
 */
export function commitMessage({ old, now, sources, effects = [] }: CommitContent): string {
  if (!old) return `fleet: add ${firstSubject(now)}\n`;
  const changes = fleetChanges(old, now);
  if (changes.length === 0)
    return `fleet: update ${sources.length > 0 ? listed(sources) : 'generated files'}\n`;
  const sections = sectionsOf(changes, now);
  const [only] = sections.size === 1 ? sections.keys() : [];
  const scope = only ?? 'fleet';
  const texts = changes.map(({ text, environments }) =>
    only === undefined ? `${text}${placeOf(environments, now)}` : text,
  );
  const subject = `${scope}: ${fitted(texts, LONGEST_SUBJECT - scope.length - 2)}`;
  const isWhole = changes.length === 1 && subject === `${scope}: ${texts[0]}`;
  return `${[subject, ...(isWhole ? [] : bodyOf(sections)), ...effectsOf(effects)].join('\n\n')}\n`;
}

function firstSubject({ name, spec }: Fleet): string {
  const environments = Object.values(spec.environments);
  const clusters = environments.reduce((sum, one) => sum + Object.keys(one.clusters ?? {}).length, 0);
  const counts = [
    plural(Object.keys(spec.pools).length, 'pool'),
    plural(environments.length, 'environment'),
    plural(clusters, 'cluster'),
  ];
  return `${cut(oneLine(name), 20)} with ${counts.join(', ')}`;
}

/** Changes by where they are: an environment, several of them, or the fleet as a whole. */
function sectionsOf(changes: readonly FleetChange[], now: Fleet): Map<string, string[]> {
  const groups = groupBy(changes, ({ environments }) => titleOf(environments, now));
  return new Map([...groups].map(([title, all]) => [title, all.map(({ text }) => text)]));
}

function titleOf(environments: readonly string[], { spec }: Fleet): string {
  if (environments.length === 0) return 'fleet';
  const all = Object.keys(spec.environments).length;
  return environments.length > 1 && environments.length === all
    ? 'all environments'
    : listed(environments.map((name) => cut(oneLine(name), 30)));
}

function placeOf(environments: readonly string[], now: Fleet): string {
  const title = titleOf(environments, now);
  return title === 'fleet' ? '' : ` in ${title}`;
}

/** As many of the texts as fit, the shortest where the first do not, and how many more there are. */
function fitted(texts: readonly string[], width: number): string {
  for (let shown = Math.min(texts.length, 3); shown > 0; shown--) {
    for (const ordered of [texts, texts.toSorted((a, b) => a.length - b.length)]) {
      const more = texts.length - shown;
      const line = `${ordered.slice(0, shown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
      if (line.length <= width) return line;
    }
  }
  const withoutValues = (texts[0] ?? '').replace(/ \S+ → .+$/s, ' changed');
  return texts.length === 1 ? cut(withoutValues, width) : plural(texts.length, 'change');
}

function bodyOf(sections: ReadonlyMap<string, string[]>): string[] {
  const shown = [...sections].slice(0, MOST_SECTIONS).map(([title, lines]) => listOf(title, lines));
  const hidden = sections.size - shown.length;
  return hidden > 0 ? [...shown, `and ${plural(hidden, 'more place')}`] : shown;
}

/** A title with its lines below; what does not fit is counted. */
function listOf(title: string, lines: readonly string[]): string {
  const more = lines.length - MOST_LINES;
  const kept = (more > 0 ? lines.slice(0, MOST_LINES) : lines).map((line) => cut(`- ${line}`, LONGEST_LINE));
  return [`${title}:`, ...kept, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}

function effectsOf(effects: readonly string[]): string[] {
  return effects.length === 0 ? [] : [listOf('Effect on nodes', effects)];
}

/** `a`, `a and b`, `a, b and 3 more`. */
function listed(names: readonly string[]): string {
  if (names.length <= 3) return names.join(', ').replace(/, ([^,]*)$/, ' and $1');
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
