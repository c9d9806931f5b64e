import { builtOracle, type LineOracle, startLineOracle } from '../program.ts';

/** A tree of files and the directory of it to build. */
export interface Tree {
  readonly files: Readonly<Record<string, string>>;
  readonly target: string;
}

export type Outcome = { readonly output: string } | { readonly error: string };

/** Real kustomize, which builds one tree at a time. */
export class KustomizeOracle {
  readonly #file = builtOracle('kustomize');
  #running: LineOracle | undefined;

  /** Some errors end the whole process of kustomize: they count as errors, and the next build starts a new process. */
  async build(tree: Tree): Promise<Outcome> {
    this.#running ??= startLineOracle(this.#file, 'inherit', ['-serve']);
    try {
      return JSON.parse(await this.#running.ask(JSON.stringify(tree)));
    } catch (cause) {
      this.#running = undefined;
      return { error: String(cause) };
    }
  }

  close(): void {
    this.#running?.close();
  }
}
