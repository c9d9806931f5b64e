// The name rules of apimachinery v0.37, pkg/api/validate/content, with its texts.

const labelKey = {
  text: "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  shown: '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]',
};

const noProblems: readonly string[] = [];

/** Why a text is not a DNS-1123 subdomain; older rules count its length in `characters`. */
export function subdomainProblems(text: string, unit: 'bytes' | 'characters' = 'bytes'): readonly string[] {
  const isValid = isSubdomain(text);
  if (isValid && text.length <= 253) return noProblems;
  const out: string[] = [];
  if (Buffer.byteLength(text) > 253) out.push(`must be no more than 253 ${unit}`);
  if (!isValid) {
    out.push(
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start " +
        `and end with an alphanumeric character ${examples('[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*', ['example.com'])}`,
    );
  }
  return out;
}

// Tested letter by letter: these run on every object, and an expression would first have to be compiled.

/** `[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*` */
function isSubdomain(text: string, end = text.length): boolean {
  let start = 0;
  for (let dot = text.indexOf('.'); dot >= 0 && dot < end; dot = text.indexOf('.', start)) {
    if (!isName(text, start, dot, false)) return false;
    start = dot + 1;
  }
  return isName(text, start, end, false);
}

/** `[a-z0-9]([-a-z0-9]*[a-z0-9])?` */
function isDnsLabel(text: string): boolean {
  return isName(text, 0, text.length, false);
}

/** `[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?` */
function isLabelName(text: string, start = 0): boolean {
  return isName(text, start, text.length, true);
}

/** @param wide with capitals, `_` and `.` */
function isName(text: string, start: number, end: number, wide: boolean): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)) continue;
    if (wide && code >= 0x41 && code <= 0x5a) continue;
    const isMark = code === 0x2d || (wide && (code === 0x5f || code === 0x2e));
    if (!isMark || at === start || at === end - 1) return false;
  }
  return end > start;
}

/** Why a text is not a DNS-1123 label, which a namespace must be. */
export function labelProblems(text: string): string[] {
  const out: string[] = [];
  if (Buffer.byteLength(text) > 63) out.push('must be no more than 63 characters');
  if (isSubdomain(text) && text.includes('.')) out.push('must not contain dots');
  else if (!isDnsLabel(text)) {
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

/** Why a text is not a label key: `name` or `example.com/name`. */
export function labelKeyProblems(text: string): readonly string[] {
  const slash = text.indexOf('/');
  const isPlain = text.length - slash <= 64 && isLabelName(text, slash + 1);
  if (isPlain && (slash < 0 || (slash <= 253 && isSubdomain(text, slash)))) return noProblems;
  const parts = text.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key ${labelKeyText()} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.at(-1) ?? '';
  const out = parts.length === 2 ? [...prefixProblems(parts[0] ?? '')] : [];
  if (name === '') out.push('name part must be non-empty');
  else if (Buffer.byteLength(name) > 63) out.push('name part must be no more than 63 bytes');
  if (!isLabelName(name)) out.push(`name part ${labelKeyText()}`);
  return out;
}

function labelKeyText(): string {
  return `${labelKey.text} ${examples(labelKey.shown, ['MyName', 'my.name', '123-abc'])}`;
}

function prefixProblems(prefix: string): readonly string[] {
  if (prefix === '') return ['prefix part must be non-empty'];
  return subdomainProblems(prefix).map((text) => `prefix part ${text}`);
}

/** Why a text is not a label value. */
export function labelValueProblems(text: string): readonly string[] {
  const isValid = text === '' || isLabelName(text);
  if (isValid && text.length <= 63) return noProblems;
  const out: string[] = [];
  if (Buffer.byteLength(text) > 63) out.push('must be no more than 63 bytes');
  if (!isValid) {
    const shown = examples(`(${labelKey.shown})?`, ['MyValue', 'my_value', '12345']);
    out.push(`a valid label must be an empty string or ${labelKey.text.replace(/^must /, '')} ${shown}`);
  }
  return out;
}

function examples(pattern: string, names: string[]): string {
  return `(e.g. ${names.map((name) => `'${name}', `).join(' or ')}regex used for validation is '${pattern}')`;
}
