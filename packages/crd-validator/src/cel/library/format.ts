import type { Environment } from '@marcbachmann/cel-js';
import { isBase64 } from '../../formats/encoded-word.ts';
import { isDate, isDateTime } from '../../formats/time.ts';
import { isUri } from '../../formats/uri.ts';
import { stringFormats } from '../../formats.ts';
import { goQuote } from '../../go-text.ts';
import { labelKeyProblems, labelProblems, labelValueProblems, subdomainProblems } from '../../names.ts';
import { Optional } from '../environment.ts';
import type { LibraryValue } from './equality.ts';
import { namespace } from './namespace.ts';
import { sync } from './sync.ts';

/** A named format, and why a text does not have it. */
class Format implements LibraryValue {
  readonly celType = 'kubernetes.NamedFormat';
  readonly name: string;
  readonly problems: (text: string) => readonly string[];

  constructor(name: string, problems: (text: string) => readonly string[]) {
    this.name = name;
    this.problems = problems;
  }

  equals(other: unknown): boolean {
    return other instanceof Format && other.name === this.name;
  }
}

const subdomain = (text: string): readonly string[] => subdomainProblems(text, 'characters');

/** apiserver v0.37, pkg/cel/library/format.go. */
const problems: Readonly<Record<string, (text: string) => readonly string[]>> = {
  dns1123Label: labelProblems,
  dns1123Subdomain: subdomain,
  dns1035Label: label1035Problems,
  qualifiedName: labelKeyProblems,
  dns1123LabelPrefix: (text) => labelProblems(masked(text)),
  dns1123SubdomainPrefix: (text) => subdomain(masked(text)),
  dns1035LabelPrefix: (text) => label1035Problems(masked(text)),
  labelValue: labelValueProblems,
  uri: (text) =>
    isUri(text) ? [] : [`parse ${goQuote(text)}: ${text === '' ? 'empty url' : 'invalid URI for request'}`],
  uuid: (text) => (stringFormats.uuid?.(text) ? [] : ['does not match the UUID format']),
  byte: (text) => (text !== '' && isBase64(text) ? [] : ['invalid base64']),
  date: (text) => (isDate(text) ? [] : ['invalid date']),
  datetime: (text) => (isDateTime(text) ? [] : ['invalid datetime']),
};

export function addFormats(environment: Environment): void {
  const type = 'kubernetes.NamedFormat';
  environment.registerType(type, Format).registerFunction(
    `${type}.validate(string): optional<list<string>>`,
    (format: Format, text: string) => {
      const found = format.problems(text);
      return found.length === 0 ? Optional.none() : Optional.of([...found]);
    },
    sync,
  );
  const formats = new Map(Object.entries(problems).map(([name, of]) => [name, new Format(name, of)]));
  const named = namespace(environment, 'format').registerFunction(
    `FormatNamespace.named(string): optional<${type}>`,
    (_: unknown, name: string) => {
      const format = formats.get(name);
      return format ? Optional.of(format) : Optional.none();
    },
    sync,
  );
  for (const [name, format] of formats)
    named.registerFunction(`FormatNamespace.${name}(): ${type}`, () => format, sync);
}

/** What a prefix of a name may end in, which is not where the name ends. */
function masked(text: string): string {
  return text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text;
}

function label1035Problems(text: string): string[] {
  const out: string[] = [];
  if (Buffer.byteLength(text) > 63) out.push('must be no more than 63 characters');
  if (!/^[a-z](?:[-a-z0-9]*[a-z0-9])?$/.test(text))
    out.push(
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
    );
  return out;
}
