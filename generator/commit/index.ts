export { switchToExisting } from './branch.ts';
export { type CommitOptions, type CommitResult, commitTree } from './commit.ts';
export { type CommitContent, commitMessage } from './message.ts';
export { sourceFiles } from './sources.ts';
