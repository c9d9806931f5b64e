import type { YAMLParseError } from 'yaml';

/** What is wrong with a file's YAML, and how to fix it. */
export interface SyntaxText {
  message: string;
  help: string;
}

/** The library's error in the words of a person who edits the file. */
export function syntaxText({ code, message }: Pick<YAMLParseError, 'code' | 'message'>): SyntaxText {
  const written = (message.split('\n', 1)[0] ?? message).replace(/^./, (first) => first.toLowerCase());
  switch (code) {
    case 'TAB_AS_INDENT':
      return {
        message: 'a tab indents this line, and YAML indents with spaces only',
        help: 'Replace the tab with spaces, the same number for all keys of one mapping',
      };
    case 'BAD_INDENT':
      if (/\bend with a [\]}]/.test(message)) return unclosed(/\[|\]/.test(message) ? ']' : '}');
      return { message: written, help: 'Indent with spaces, the same number for all keys of one mapping' };
    case 'MISSING_CHAR': {
      const bracket = /\bend with a ([\]}])/.exec(message)?.[1];
      if (bracket) return unclosed(bracket);
      if (/quote/.test(message))
        return { message: 'a quoted text is not closed', help: 'Add the closing quote' };
      return { message: written, help: 'Add what is missing here, or quote the value' };
    }
    case 'MULTIPLE_DOCS':
      return {
        message: 'the file contains a second YAML document (---)',
        help: 'Keep one document in the file, move the other to its own file and list that file under include',
      };
    case 'RESOURCE_EXHAUSTION':
      return { message: 'the YAML is nested too deep to be read', help: 'Write it with fewer levels' };
    case 'BAD_SCALAR_START':
      return { message: written, help: 'Quote the value' };
    case 'BAD_ALIAS':
      return { message: written, help: 'Quote the value if the * is text' };
    case 'NON_STRING_KEY':
      return {
        message: 'a mapping or list is used as a key; {{ … }} outside quotes is read so',
        help: 'Quote the value, or render the template before Poolwright reads the file',
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        message: 'a mapping starts in the middle of a line, or a ": " is inside an unquoted value',
        help: 'Put the key on a line of its own, or quote the value that contains ": "',
      };
    default:
      return { message: written, help: 'Fix the YAML here or on the line before' };
  }
}

function unclosed(bracket: string): SyntaxText {
  const open = bracket === ']' ? '[' : '{';
  return {
    message: `a ${open} before this place is not closed`,
    help: `Add the missing ${bracket}`,
  };
}
