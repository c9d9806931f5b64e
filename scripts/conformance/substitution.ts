import { substituteEnvsubst } from '../../generator/render/envsubst/substitute.ts';
import type { Answer, Request } from '../../test/oracles/substitution/client.ts';
import { answer } from '../../test/oracles/substitution/ours.ts';
import type { Outcome } from './outcome.ts';

interface Case extends Request {
  name?: string;
  flux: Answer;
  /** What GNU envsubst makes of the template, if it was run. */
  gnu?: { result: string };
}

const FREE_WORDING = /^(?:envsubst error: YAMLToJSON: |UnmarshalJSON: |yaml: |panic: )/;

/**
 * Compares with recorded answers of Flux and GNU envsubst. The language's errors must agree to the letter, those of
 * YAML readers and of Go's run time only in that there is one, since their wording is not part of any contract.
 */
export default async function run(lines: unknown[]): Promise<Outcome> {
  const cases = lines.flatMap((line) => (line as { cases: Case[] }).cases);
  const failures = cases.flatMap(differences);
  const failed = new Set(failures.map((failure) => failure.index));
  return {
    passed: cases.length - failed.size,
    total: cases.length,
    failures: failures.map(({ text }) => text),
  };
}

function differences(recorded: Case, index: number): { index: number; text: string }[] {
  const ours = {
    flux: answer(recorded),
    gnu: { result: substituteEnvsubst(recorded.template, recorded.vars) },
  };
  const found = [];
  if (!sameAnswer(ours.flux, recorded.flux) && !bothFail(ours.flux, recorded.flux))
    found.push(['flux', ours.flux, recorded.flux]);
  if (recorded.gnu && !sameAnswer(ours.gnu, recorded.gnu)) found.push(['gnu', ours.gnu, recorded.gnu]);
  return found.map(([engine, got, wanted]) => ({
    index,
    text: `${JSON.stringify(recorded.name ?? recorded.template)} ${engine}: ours ${JSON.stringify(got)}, theirs ${JSON.stringify(wanted)}`,
  }));
}

function sameAnswer(a: Answer, b: Answer): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function bothFail(ours: Answer, theirs: Answer): boolean {
  return 'error' in ours && 'error' in theirs && FREE_WORDING.test(theirs.error);
}
