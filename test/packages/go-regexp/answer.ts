import { GoRegExpError, goRegExp } from '../../../packages/go-regexp/src/index.ts';

/** What Go makes of a pattern: its error, or of each text all matches. */
export interface RegExpAnswer {
  error?: string;
  matches?: string[][];
}

/** What ours makes of it. */
export function answerOf(pattern: string, texts: readonly string[]): RegExpAnswer {
  try {
    const compiled = goRegExp(pattern);
    return { matches: texts.map((text) => compiled.findAll(text, -1)) };
  } catch (error) {
    if (!(error instanceof GoRegExpError)) throw error;
    return { error: error.message };
  }
}
