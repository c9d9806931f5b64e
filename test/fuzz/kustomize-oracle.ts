import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A tree of files and the directory of it to build. */
export interface Tree {
  readonly files: Readonly<Record<string, string>>;
  readonly target: string;
}

export type Outcome = { readonly output: string } | { readonly error: string };

/** The oracle (test/oracles/kustomize) as a process of its own, which builds one tree at a time. */
export class KustomizeOracle {
  readonly #program: string;
  #process: ChildProcess | undefined;
  readonly #waiting: ((outcome: Outcome) => void)[] = [];

  /** @param program path of the built Go program */
  constructor(program: string) {
    this.#program = program;
  }

  build(tree: Tree): Promise<Outcome> {
    this.#process ??= this.#start();
    const { stdin } = this.#process;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      stdin?.write(`${JSON.stringify(tree)}\n`);
    });
  }

  stop(): void {
    this.#process?.stdin?.end();
  }

  /** Some errors end the whole process of kustomize: they count as errors, and the next build starts a new process. */
  #start(): ChildProcess {
    const child = spawn(this.#program, ['-serve'], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.#waiting.shift()?.(JSON.parse(line) as Outcome);
    });
    child.on('close', () => {
      this.#process = undefined;
      for (const resolve of this.#waiting.splice(0)) resolve({ error: 'kustomize ended its process' });
    });
    return child;
  }
}
