import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Answer, Question } from '../packages/kustomize-ts-core/yaml/answer.ts';

/** The running oracle. Questions are answered in the order they are put. */
export class YamlOracle {
  private readonly process: ChildProcess;
  private readonly waiting: ((answer: Answer) => void)[] = [];

  /** @param program path of the built Go program */
  constructor(program: string) {
    this.process = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdout } = this.process;
    if (stdout === null) throw new Error(`${program} has no output`);
    createInterface({ input: stdout }).on('line', (line) => {
      this.waiting.shift()?.(JSON.parse(line) as Answer);
    });
    this.process.on('exit', () => {
      for (const resolve of this.waiting.splice(0)) resolve({ error: 'the oracle has crashed' });
    });
  }

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.process.stdin?.write(`${JSON.stringify(question)}\n`);
    });
  }

  stop(): void {
    this.process.stdin?.end();
  }
}
