import { KustomizeError } from '../errors.ts';

/** Tests whether labels, or annotations, satisfy every requirement of a selector. */
export type LabelMatcher = (labels: Readonly<Record<string, string>>) => boolean;

const LABEL_NAME = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const TOKEN = /\s*(?:(==|=|!=|!|>|<|\(|\)|,)|([^\s=!<>(),]+))/y;

/**
 * Reads a label selector: `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b,c)`, `a`, `!a`, `a>1`, `a<1`,
 * joined by commas (k8s.io/apimachinery, pkg/labels).
 *
 * @throws KustomizeError `invalid`
 */
export function parseLabelSelector(selector: string): LabelMatcher {
  const requirements = new SelectorParser(selector).parse();
  return (labels) => requirements.every((meets) => meets(labels));
}

class SelectorParser {
  readonly #selector: string;
  readonly #tokens: string[] = [];
  #next = 0;

  constructor(selector: string) {
    this.#selector = selector;
    TOKEN.lastIndex = 0;
    const text = selector.trimEnd();
    for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
      TOKEN.lastIndex = at;
      const [, operator, word] = TOKEN.exec(text) ?? [];
      this.#tokens.push(operator ?? word ?? this.#fault());
    }
  }

  parse(): LabelMatcher[] {
    const requirements: LabelMatcher[] = [];
    if (this.#tokens.length === 0) return requirements;
    do requirements.push(this.#requirement());
    while (this.#accept(','));
    if (this.#next < this.#tokens.length) this.#fault();
    return requirements;
  }

  #requirement(): LabelMatcher {
    if (this.#accept('!')) {
      const absent = this.#key();
      return (labels) => !Object.hasOwn(labels, absent);
    }
    const key = this.#key();
    const operator = this.#tokens[this.#next];
    if (operator === undefined || operator === ',') return (labels) => Object.hasOwn(labels, key);
    this.#next++;
    switch (operator) {
      case '=':
      case '==':
        return oneOf(key, [this.#value()]);
      case '!=':
        return noneOf(key, [this.#value()]);
      case 'in':
        return oneOf(key, this.#set());
      case 'notin':
        return noneOf(key, this.#set());
      case '>':
      case '<':
        return compared(key, operator, this.#integer());
      default:
        return this.#fault();
    }
  }

  #key(): string {
    const token = this.#tokens[this.#next++] ?? '';
    return LABEL_NAME.test(token) ? token : this.#fault();
  }

  #value(): string {
    const token = this.#tokens[this.#next];
    if (token === undefined || token === ',' || token === ')') return '';
    this.#next++;
    return LABEL_VALUE.test(token) ? token : this.#fault();
  }

  #set(): string[] {
    const values: string[] = [];
    if (!this.#accept('(')) this.#fault();
    do values.push(this.#value());
    while (this.#accept(','));
    return this.#accept(')') ? values : this.#fault();
  }

  #integer(): bigint {
    const token = this.#value();
    return /^[+-]?\d+$/.test(token) ? BigInt(token) : this.#fault();
  }

  #accept(token: string): boolean {
    if (this.#tokens[this.#next] !== token) return false;
    this.#next++;
    return true;
  }

  #fault(): never {
    throw new KustomizeError('invalid', `unable to parse the selector '${this.#selector}'`);
  }
}

function oneOf(key: string, values: readonly string[]): LabelMatcher {
  return (labels) => Object.hasOwn(labels, key) && values.includes(labels[key] ?? '');
}

function noneOf(key: string, values: readonly string[]): LabelMatcher {
  const isOne = oneOf(key, values);
  return (labels) => !isOne(labels);
}

function compared(key: string, operator: '>' | '<', bound: bigint): LabelMatcher {
  return (labels) => {
    const text = Object.hasOwn(labels, key) ? (labels[key] ?? '') : '';
    if (!/^[+-]?\d+$/.test(text)) return false;
    return operator === '>' ? BigInt(text) > bound : BigInt(text) < bound;
  };
}
