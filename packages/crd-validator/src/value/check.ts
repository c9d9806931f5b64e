import type { GoRegExp } from '@poolwright/go-regexp';
import type { Finding } from '../finding.ts';
import type { Value } from '../value.ts';

/** What one keyword, or one group of keywords, finds wrong with a value itself, its parts aside. */
export type Check = (value: Value) => readonly Finding[];

/** Compiles a pattern; the same text gives the same expression. */
export type PatternOf = (pattern: string) => GoRegExp;
