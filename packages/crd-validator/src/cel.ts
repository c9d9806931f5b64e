// Evaluates CEL expressions as the API server does those of policies, on values whose types are not known.
export { type Expression, ExpressionCompiler, type ExpressionProblem } from './cel/expression.ts';
export { CelFault, UndecidedFault, UnfinishedFault } from './cel/fault.ts';
export { functionNames } from './cel/functions.ts';
export type { FieldRead, TextRange } from './cel/reads.ts';
export { celValue } from './cel/untyped.ts';
