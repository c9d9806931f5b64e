import type { Action, Fact, Subject } from './fact.ts';
import { counted, enumerated, plural } from './names.ts';

const LONGEST_SUBJECT = 72;
const SUBJECTS: Subject[] = ['pool', 'environment', 'cluster', 'node class', 'application set'];

/**
 * The first line of a Conventional Commits message: `feat` when something was added, else `chore`; the scope is
 * the only environment concerned, else `fleet`. At most 72 characters.
 */
export function subjectOf(facts: Fact[]): string {
  const main = mainFacts(facts);
  const type = main.some(({ action }) => action === 'add') ? 'feat' : 'chore';
  const environments = new Set(main.map(({ environment }) => environment));
  const [only] = environments;
  const scope = environments.size === 1 && only !== undefined ? only : 'fleet';
  const texts = main.length === 0 ? ['update generated files'] : [...wordings(main)];
  const candidates = [scope, 'fleet'].flatMap((one) => texts.map((text) => `${type}(${one}): ${text}`));
  return (
    candidates.find((line) => line.length <= LONGEST_SUBJECT) ?? `${type}(fleet): update generated files`
  );
}

/** What came or went says more than what was updated because of it. */
function mainFacts(facts: Fact[]): Fact[] {
  const coming = facts.filter(({ action }) => action !== 'update');
  return coming.length > 0 ? coming : facts;
}

/** The same in ever fewer words. */
function* wordings(facts: Fact[]): Generator<string> {
  const groups = grouped(facts);
  const fields = [...new Set(facts.flatMap((fact) => fact.fields))].sort();
  const named = groups.map(({ action, subject, names }) => ({
    action,
    what: names.length > 2 ? counted(names.length, subject) : namedSubject(subject, names),
  }));
  const numbered = groups.map(({ action, subject, names }) => ({
    action,
    what: counted(names.length, subject),
  }));
  const [first, ...others] = groups;
  if (others.length === 0 && first?.action === 'update' && fields.length > 0) {
    const what =
      first.names.length > 2 ? counted(first.names.length, first.subject) : enumerated(first.names);
    if (fields.length <= 2) yield `update ${enumerated(fields)} of ${what}`;
    yield `update ${counted(fields.length, 'field')} of ${what}`;
  }
  yield clause(named);
  yield clause(numbered);
  if (first !== undefined) yield `${first.action} ${counted(first.names.length, first.subject)} and more`;
}

/** `add pool a and cluster b, remove pool c`. */
function clause(parts: { action: Action; what: string }[]): string {
  const byAction = new Map<Action, string[]>();
  for (const { action, what } of parts) byAction.set(action, [...(byAction.get(action) ?? []), what]);
  return [...byAction].map(([action, whats]) => `${action} ${enumerated(whats)}`).join(', ');
}

function namedSubject(subject: Subject, names: string[]): string {
  return `${names.length === 1 ? subject : plural(subject)} ${enumerated(names)}`;
}

interface Group {
  action: Action;
  subject: Subject;
  names: string[];
}

function grouped(facts: Fact[]): Group[] {
  const groups: Group[] = [];
  for (const action of ['add', 'remove', 'update'] as const) {
    for (const subject of SUBJECTS) {
      const all = facts.filter((fact) => fact.subject === subject && fact.action === action);
      if (all.length > 0)
        groups.push({ action, subject, names: [...new Set(all.map(({ name }) => name))].sort() });
    }
  }
  return groups;
}
