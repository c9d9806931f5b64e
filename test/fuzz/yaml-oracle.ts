import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Request, Response } from '../packages/kustomize-ts-core/yaml/request.ts';

/** The running oracle. It responds in the order of the requests. */
export class YamlOracle {
  private readonly process: ChildProcess;
  private readonly waiting: ((response: Response) => void)[] = [];

  /** @param program path of the built Go program */
  constructor(program: string) {
    this.process = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdout } = this.process;
    if (stdout === null) throw new Error(`${program} has no output`);
    createInterface({ input: stdout }).on('line', (line) => {
      this.waiting.shift()?.(JSON.parse(line) as Response);
    });
    this.process.on('exit', () => {
      for (const resolve of this.waiting.splice(0)) resolve({ error: 'the oracle has crashed' });
    });
  }

  send(request: Request): Promise<Response> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.process.stdin?.write(`${JSON.stringify(request)}\n`);
    });
  }

  stop(): void {
    this.process.stdin?.end();
  }
}
