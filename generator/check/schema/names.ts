// The name rules of apimachinery v0.37, pkg/api/validate/content, with its texts.

const labelKey = {
  test: /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
  text: "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  shown: '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]',
};

const dnsLabel = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/** Why a text is no DNS-1123 subdomain; older rules count its length in `characters`. */
export function subdomainProblems(text: string, unit: 'bytes' | 'characters' = 'bytes'): string[] {
  const out: string[] = [];
  if (Buffer.byteLength(text) > 253) out.push(`must be no more than 253 ${unit}`);
  if (!isSubdomain(text)) {
    out.push(
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start " +
        `and end with an alphanumeric character ${examples('[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*', ['example.com'])}`,
    );
  }
  return out;
}

function isSubdomain(text: string): boolean {
  return text.split('.').every((label) => dnsLabel.test(label));
}

/** Why a text is no DNS-1123 label, which a namespace has to be. */
export function labelProblems(text: string): string[] {
  const out: string[] = [];
  if (Buffer.byteLength(text) > 63) out.push('must be no more than 63 characters');
  if (isSubdomain(text) && text.includes('.')) out.push('must not contain dots');
  else if (!dnsLabel.test(text)) {
    out.push(
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end " +
        `with an alphanumeric character ${examples('[a-z0-9]([-a-z0-9]*[a-z0-9])?', ['my-name', '123-abc'])}`,
    );
  }
  return out;
}

/** Why a text cannot be a segment of a URL's path. */
export function pathSegmentProblems(text: string): string[] {
  if (text === '.' || text === '..') return [`may not be '${text}'`];
  return ['/', '%'].filter((each) => text.includes(each)).map((each) => `may not contain '${each}'`);
}

const plainLabelKey = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,30}[A-Za-z0-9])?$/;

/** Why a text is no label key: `name` or `example.com/name`. */
export function labelKeyProblems(text: string): string[] {
  if (plainLabelKey.test(text)) return [];
  const parts = text.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${labelKeyText()} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.at(-1) ?? '';
  const out = parts.length === 2 ? prefixProblems(parts[0] ?? '') : [];
  if (name === '') out.push('name part must be non-empty');
  else if (Buffer.byteLength(name) > 63) out.push('name part must be no more than 63 bytes');
  if (!labelKey.test.test(name)) out.push(`name part ${labelKeyText()}`);
  return out;
}

function labelKeyText(): string {
  return `${labelKey.text} ${examples(labelKey.shown, ['MyName', 'my.name', '123-abc'])}`;
}

function prefixProblems(prefix: string): string[] {
  if (prefix === '') return ['prefix part must be non-empty'];
  return subdomainProblems(prefix).map((text) => `prefix part ${text}`);
}

/** Why a text is no label value. */
export function labelValueProblems(text: string): string[] {
  const out: string[] = [];
  if (Buffer.byteLength(text) > 63) out.push('must be no more than 63 bytes');
  if (text !== '' && !labelKey.test.test(text)) {
    const shown = examples(`(${labelKey.shown})?`, ['MyValue', 'my_value', '12345']);
    out.push(`a valid label must be an empty string or ${labelKey.text.replace(/^must /, '')} ${shown}`);
  }
  return out;
}

function examples(pattern: string, names: string[]): string {
  return `(e.g. ${names.map((name) => `'${name}', `).join(' or ')}regex used for validation is '${pattern}')`;
}
