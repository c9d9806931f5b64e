import { type Fact, type FieldChange, factsOf, type TreeChanges } from './fact.ts';
import { counted, lineOf, plural } from './names.ts';
import { subjectOf } from './subject.ts';

export interface MessageContext {
  /** The environment of each cluster. */
  environments?: ReadonlyMap<string, string>;
  /** What changed inside the files, where it is known. */
  fields?: readonly FieldChange[];
}

const MOST_SECTIONS = 12;
const MOST_LINES = 10;

/**
 * Makes a Conventional Commits message that says what changed, per environment and pool. The same changes give the
 * same message. Its length is bounded: what does not fit is counted.
 */
export function commitMessage(changes: TreeChanges, context: MessageContext = {}): string {
  const facts = factsOf(changes, context.environments ?? new Map(), context.fields ?? []);
  const sections = new Map<string, Fact[]>();
  for (const fact of facts) {
    const title = fact.environment ?? (fact.subject === 'cluster' ? 'clusters' : 'all environments');
    appendTo(sections, title, fact);
  }
  const shown = [...sections]
    .slice(0, MOST_SECTIONS)
    .map(([title, all]) => `${title}:\n${linesOf(all).join('\n')}`);
  const hidden = sections.size - shown.length;
  if (hidden > 0) shown.push(`and ${counted(hidden, 'other environment')}`);
  return `${[subjectOf(facts), ...shown].join('\n\n')}\n`;
}

/** One line for each fact with known fields, one for all others that are alike. */
function linesOf(facts: Fact[]): string[] {
  const lines: string[] = [];
  const alike = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (fact.fields.length === 0) appendTo(alike, `${fact.action} ${fact.subject}`, fact);
    else lines.push(lineOf(`- ${fact.action} ${fact.subject} ${fact.name}: `, fact.fields));
  }
  for (const group of alike.values()) {
    const [{ action, subject } = { action: 'update', subject: 'pool' }] = group;
    const noun = group.length === 1 ? subject : plural(subject);
    lines.push(
      lineOf(
        `- ${action} ${noun} `,
        group.map(({ name }) => name),
      ),
    );
  }
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), `- and ${lines.length - MOST_LINES + 1} more`];
}

function appendTo(groups: Map<string, Fact[]>, key: string, fact: Fact): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [fact]);
  else group.push(fact);
}
