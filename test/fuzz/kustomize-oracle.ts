import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A tree of files and the directory of it to build. */
export interface Tree {
  readonly files: Readonly<Record<string, string>>;
  readonly target: string;
}

export type Answer = { readonly output: string } | { readonly error: string };

/** The running oracle (test/oracles/kustomize). Trees are built in the order they are put. */
export class KustomizeOracle {
  readonly #process: ChildProcess;
  readonly #waiting: ((answer: Answer) => void)[] = [];

  /** @param program path of the built Go program */
  constructor(program: string) {
    this.#process = spawn(program, ['-serve'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdout } = this.#process;
    if (stdout === null) throw new Error(`${program} has no output`);
    createInterface({ input: stdout }).on('line', (line) => {
      this.#waiting.shift()?.(JSON.parse(line) as Answer);
    });
    this.#process.on('exit', () => {
      for (const resolve of this.#waiting.splice(0)) resolve({ error: 'the oracle has crashed' });
    });
  }

  build(tree: Tree): Promise<Answer> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#process.stdin?.write(`${JSON.stringify(tree)}\n`);
    });
  }

  stop(): void {
    this.#process.stdin?.end();
  }
}
