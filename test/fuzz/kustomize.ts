// npm run fuzz:kustomize -- [--seed N] [--runs N]: builds random trees of bases, components and overlays with this engine and with the real
// one, and shrinks a tree for which the results differ. Needs test/oracles/kustomize, built as its README says.
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import {
  build,
  KustomizeError,
  memoryFileSystem,
  toYaml,
} from '../../packages/kustomize-ts-core/src/index.ts';
import { KustomizeOracle, type Outcome, type Tree } from '../oracles/kustomize/client.ts';
import { trees } from './kustomize-trees.ts';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
  },
});

/** The result of this engine, `undefined` for what it does not support; throws any error other than KustomizeError. */
function ours({ files, target }: Tree): Outcome | undefined {
  try {
    return { output: toYaml(build(memoryFileSystem(files), target)) };
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    return error.code === 'unsupported' ? undefined : { error: error.message };
  }
}

function agrees(mine: Outcome, theirs: Outcome): boolean {
  if ('error' in mine || 'error' in theirs) return 'error' in mine && 'error' in theirs;
  return mine.output === theirs.output;
}

function report({ files }: Tree, mine: Outcome, theirs: Outcome): string {
  const tree = Object.entries(files).map(([path, text]) => `### ${path}\n${text}`);
  const show = (answer: Outcome) => ('error' in answer ? `error: ${answer.error}` : answer.output);
  return [...tree, `--- kustomize\n${show(theirs)}`, `+++ ours\n${show(mine)}`].join('\n');
}

async function main(): Promise<number> {
  const oracle = new KustomizeOracle();
  let errors = 0;
  let unsupported = 0;
  const property = fc.asyncProperty(trees, async (tree) => {
    const theirs = await oracle.build(tree);
    const mine = ours(tree);
    if (mine === undefined) {
      unsupported++;
      return;
    }
    if ('error' in theirs) errors++;
    if (agrees(mine, theirs)) return;
    // Some results of upstream depend on the order of Go's maps: only a stable one counts.
    for (let time = 0; time < 5; time++) if (!agrees(await oracle.build(tree), theirs)) return;
    throw new Error(report(tree, mine, theirs));
  });
  const runs = Number(options.runs);
  const details = await fc.check(property, { seed: Number(options.seed), numRuns: runs });
  oracle.close();
  if (!details.failed) {
    process.stdout.write(
      `kustomize: ${runs - unsupported} trees agree, ${errors} of them as errors; ${unsupported} are refused as unsupported\n`,
    );
    return 0;
  }
  const failure = details.errorInstance instanceof Error ? details.errorInstance.message : 'interrupted';
  process.stdout.write(`${failure}\nseed ${details.seed}, path "${details.counterexamplePath}"\n`);
  return 1;
}

process.exitCode = await main();
