export { switchToExisting } from './branch.ts';
export { type CommitOptions, type CommitResult, commitTree } from './commit.ts';
export type { FieldChange, TreeChanges } from './fact.ts';
export { commitMessage, type MessageContext } from './message.ts';
