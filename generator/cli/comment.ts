import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Patience } from '../external/comments/api.ts';
import { ReadOnlyFault } from '../external/comments/faults.ts';
import { type Posted, postComment } from '../external/comments/post.ts';
import { commentMarker, commentText, hasNothing } from '../report/comment.ts';
import type { Context, Options, Outcome } from './command.ts';
import { targetOf } from './comment-target.ts';
import { readText } from './manifest-files.ts';

/** Allowed ids, so that the HTML comment that contains one ends where it should. */
const ID = /^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$/;

/** Thirty seconds for an answer. */
const PATIENCE: Patience = { timeout: 30_000, sleep };

/** Writes reports into one comment of the pull or merge request that a CI job runs for, or updates it. */
export async function run(context: Context, options: Options, files: string[]): Promise<Outcome> {
  const id = String(options.id ?? 'poolwright');
  if (!ID.test(id)) return failed(`${id} is not an id`, 'Use letters, digits, and one of - _ . between them');
  const target = targetOf(context.env, options.number, PATIENCE);
  if ('message' in target) return failed(target.message, target.help);
  if ('reason' in target) return notWritten(target.reason, target.help);
  const missing = files.find((file) => !existsSync(resolve(context.cwd, file)));
  if (missing !== undefined)
    return failed(`no such file: ${missing}`, 'Write one with --format markdown=FILE', 'file-not-found');
  const reports = files.map((file) => readText(resolve(context.cwd, file)));
  const empty = files.find((_, i) => reports[i]?.trim() === '');
  if (empty !== undefined)
    return failed(`${empty} is empty`, 'Write a report to it with --format markdown=FILE');
  const text = commentText(id, reports, target.footer, target.longest);
  const request = { marker: commentMarker(id), text, isNothing: hasNothing(reports), patience: PATIENCE };
  try {
    const posted = await context.stage('comment', () => postComment(target.comments, request));
    return { exitCode: 0, diagnostics: [], summary: summaryOf(posted), result: { comment: posted } };
  } catch (error) {
    if (error instanceof ReadOnlyFault) return notWritten(error.message, error.help);
    throw error;
  }
}

function summaryOf({ action, url }: Posted): string {
  return action === 'none' ? 'nothing to report, and no comment to update' : `${action} ${url}`;
}

function failed(
  message: string,
  help: string,
  code: 'invalid-value' | 'file-not-found' = 'invalid-value',
): Outcome {
  const problem: Diagnostic = { code, severity: 'error', message, help };
  return { exitCode: 2, diagnostics: [problem], result: {} };
}

function notWritten(message: string, help: string): Outcome {
  const notice: Diagnostic = { code: 'comment-not-written', severity: 'notice', message, help };
  return { exitCode: 0, diagnostics: [notice], result: { comment: { action: 'not-written' } } };
}
