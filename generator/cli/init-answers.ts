import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { type Answers, QUESTIONS, roleProblem } from '../init/index.ts';
import type { Options } from './command.ts';
import type { Terminal } from './terminal.ts';

type Partly = { [Name in keyof Answers]?: Answers[Name] };

/** The answers that options give; an invalid one is a diagnostic. */
export function givenAnswers(options: Options): { answers: Partly } | { problem: Diagnostic } {
  const answers: Partly = {};
  for (const name of names()) {
    const text = options[name];
    if (typeof text !== 'string') continue;
    const problem = answer(answers, name, text);
    if (problem !== undefined) return { problem: wrongOption(name, text, problem) };
  }
  return { answers };
}

/** The answers without a terminal: the defaults. Clusters have no default. */
export function completed(given: Partly): Answers | { problem: Diagnostic } {
  const answers = { ...given };
  for (const name of names()) {
    const { byDefault } = QUESTIONS[name];
    if (answers[name] !== undefined || byDefault === undefined) continue;
    const problem = answer(answers, name, byDefault);
    if (problem !== undefined) return { problem: wrongOption(name, byDefault, problem) };
  }
  return isComplete(answers)
    ? answers
    : {
        problem: wrong(
          'init needs the names of the clusters, and cannot ask for them without a terminal',
          'Set --clusters NAME,…; --delivery, --role, --capacity and --accelerators answer the other questions',
        ),
      };
}

/** Asks what options leave open, repeating each question until the answer is valid; undefined at the end of input. */
export async function askAnswers(given: Partly, terminal: Terminal): Promise<Answers | undefined> {
  const answers = { ...given };
  for (const name of names()) {
    const { text, byDefault } = QUESTIONS[name];
    let prompt = `${text}${byDefault === undefined ? '' : ` [${byDefault}]`}: `;
    while (answers[name] === undefined) {
      const line = await terminal.ask(prompt);
      if (line === undefined) return undefined;
      const problem = answer(answers, name, line.trim() || (byDefault ?? ''));
      if (problem !== undefined) prompt = `  ${problem}\n${text}: `;
    }
  }
  return isComplete(answers) ? answers : undefined;
}

/** Parses an answer, or returns what is wrong with it. */
function answer<Name extends keyof Answers>(answers: Partly, name: Name, text: string): string | undefined {
  const read = QUESTIONS[name].read(text);
  if ('problem' in read) return read.problem;
  const value = read.value as Partly[Name];
  const problem =
    name === 'role' || name === 'clusters' ? roleProblem({ ...answers, [name]: value }) : undefined;
  if (problem === undefined) answers[name] = value;
  return problem;
}

function isComplete(answers: Partly): answers is Answers {
  return names().every((name) => answers[name] !== undefined);
}

function names(): (keyof Answers)[] {
  return Object.keys(QUESTIONS) as (keyof Answers)[];
}

/** Of an option that takes one of a few words, the nearest of them. */
function wrongOption(name: keyof Answers, text: string, problem: string): Diagnostic {
  const words = /^answer (.*)$/.exec(problem)?.[1];
  if (words === undefined) return wrong(`--${name}: ${problem}`, 'See poolwright init --help');
  const near = nearest(text, words.match(/[\w-]+/g) ?? []);
  return wrong(
    `--${name} takes ${words}, not ${text}`,
    near ? `Did you mean ${near}?` : `Leave it out for ${QUESTIONS[name].byDefault}`,
  );
}

function wrong(message: string, help: string): Diagnostic {
  return { code: 'invalid-value', severity: 'error', message, help };
}
