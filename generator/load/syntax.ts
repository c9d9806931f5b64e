import type { YAMLParseError } from 'yaml';

/** What is wrong with a file's YAML, and how to fix it. */
export interface SyntaxText {
  message: string;
  help: string;
  /** Offsets of what is wrong, where the library points to another place. */
  range?: [start: number, end: number];
}

/** An error of the library with its place in the text. */
type SyntaxError = Pick<YAMLParseError, 'code' | 'message' | 'pos'>;

/** The library's error in the words of a person who edits the file. */
export function syntaxText({ code, message, pos }: SyntaxError, text: string): SyntaxText {
  const written = (message.split('\n', 1)[0] ?? message).replace(/^./, (first) => first.toLowerCase());
  const space = oddSpace(text, pos[0]);
  if (space && code !== 'RESOURCE_EXHAUSTION') return space;
  switch (code) {
    case 'TAB_AS_INDENT':
      return {
        message: 'this line is indented with a tab, but YAML allows only spaces',
        help: 'Replace the tab with spaces, the same number for all keys of one mapping',
      };
    case 'BAD_INDENT':
      if (/\bend with a [\]}]/.test(message)) return unclosed(/\[|\]/.test(message) ? ']' : '}');
      return { message: written, help: 'Indent with spaces, the same number for all keys of one mapping' };
    case 'MISSING_CHAR': {
      const bracket = /\bend with a ([\]}])/.exec(message)?.[1];
      if (bracket) return unclosed(bracket);
      const quote = /closing (["'])quote/.exec(message)?.[1];
      if (quote) return unclosedQuote(quote, text, pos);
      if (/implicit map keys/i.test(message)) return keyWithoutValue(text, pos[0]);
      return { message: written, help: 'Add the missing character here, or quote the value' };
    }
    case 'MULTILINE_IMPLICIT_KEY':
      return keyWithoutValue(text, pos[0]);
    case 'UNEXPECTED_TOKEN': {
      const bracket = /^[\]}]$/.exec(text.slice(...pos))?.[0];
      if (bracket)
        return {
          message: `this ${bracket} closes nothing`,
          help: 'Remove it, or add what it closes before it',
        };
      if (/scalar at node end/.test(message))
        return {
          message: 'there is text after the closing quote',
          help: "Quote the whole value; a ' inside '…' is written twice",
        };
      return bareVariable(text, pos[0]) ?? { message: written, help: OTHER };
    }
    case 'MULTIPLE_DOCS':
      return {
        message: 'the file contains a second YAML document (---)',
        help: 'Keep one document in the file; move the other to its own file, and list that file under include',
      };
    case 'RESOURCE_EXHAUSTION':
      return { message: 'the YAML is nested too deep to be read', help: 'Write it with fewer levels' };
    case 'BAD_SCALAR_START':
      return { message: written, help: 'Quote the value' };
    case 'BAD_ALIAS':
      return { message: written, help: 'Quote the value if the * is text' };
    case 'NON_STRING_KEY':
      return {
        message: 'a mapping or list is used as a key, which is how YAML reads {{ … }} outside quotes',
        help: 'Quote the value, or render the template before Poolwright reads the file',
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        message: 'a mapping starts in the middle of a line, or a ": " is inside an unquoted value',
        help: 'Put the key on a line of its own, or quote the value that contains ": "',
      };
    default:
      return { message: written, help: OTHER };
  }
}

const OTHER = 'Fix the YAML here or on the line before';

/** A line that YAML reads as text where a key belongs. */
function keyWithoutValue(text: string, offset: number): SyntaxText {
  const { start, line } = lineAt(text, offset);
  const from = start + (line.length - line.trimStart().length);
  return (
    gluedKey(text, offset) ?? {
      message: 'this line is neither KEY: VALUE nor an item of a list',
      help: 'Add the colon and a space after the key, or "- " before an item',
      range: [from, start + line.trimEnd().length],
    }
  );
}

/** A key on the line at the offset whose colon has no space after it, or another character than a space. */
export function gluedKey(text: string, offset: number): SyntaxText | undefined {
  const { start, line } = lineAt(text, offset);
  const [, indent = '', key, value = ''] = /^(\s*(?:- +)*)([\w./-]+):([^\s/].*)$/.exec(line) ?? [];
  if (key === undefined) return oddSpace(text, offset);
  const from = start + indent.length;
  return {
    message: `there is no space after the colon of ${key}`,
    help: `Write ${key}: ${value.trimEnd()}`,
    range: [from, from + `${key}:`.length],
  };
}

/** A `${NAME}` at the offset of its brace, inside { } or [ ] and without quotes, where YAML takes the brace for a mapping. */
export function bareVariable(
  text: string,
  offset: number,
): (SyntaxText & { range: [number, number] }) | undefined {
  const before = /[^\s,:[{]*\$$/.exec(
    lineAt(text, offset).line.slice(0, offset - lineAt(text, offset).start),
  )?.[0];
  const after = /^\{[A-Za-z_]\w*\}[^\s,\]}]*/.exec(text.slice(offset))?.[0];
  if (before === undefined || after === undefined) return undefined;
  return {
    message: `inside { } or [ ], YAML reads the brace of ${before}${after} as a mapping`,
    help: `Quote the value: "${before}${after}"`,
    range: [offset - before.length, offset + after.length],
  };
}

/** What looks like a space between key and value, or before a key, and is another character to YAML. */
function oddSpace(text: string, offset: number): SyntaxText | undefined {
  const { start, line } = lineAt(text, offset);
  const [before = '', , odd] =
    /^(?:[ \t]*(?:- +)*[\w./-]+:)?([ \t]*)([\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff])/.exec(
      line,
    ) ?? [];
  if (odd === undefined) return undefined;
  const name = `U+${odd.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const end = start + before.length;
  return {
    message: `this is ${odd === '\u00a0' ? 'a no-break space' : 'a special space'} (${name}), which YAML takes for text`,
    help: 'Replace it with a plain space',
    range: [end - odd.length, end],
  };
}

function lineAt(text: string, offset: number): { start: number; line: string } {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', start);
  return { start, line: text.slice(start, end < 0 ? undefined : end) };
}

/** The library points to where the text ends; what misses its partner is the quote before. */
function unclosedQuote(quote: string, text: string, [end]: SyntaxError['pos']): SyntaxText {
  const open = text.lastIndexOf(quote, end - 1);
  return {
    message: 'a quoted string is not closed',
    help: `Add the closing quote: ${quote}`,
    ...(open < 0 ? {} : { range: [open, open + 1] as [number, number] }),
  };
}

function unclosed(bracket: string): SyntaxText {
  const open = bracket === ']' ? '[' : '{';
  return {
    message: `a ${open} before this position is not closed`,
    help: `Add the missing ${bracket}`,
  };
}
