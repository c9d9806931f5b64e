import { CODES, type DiagnosticCode } from '../diagnostics/codes.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Context, Options, Outcome } from './command.ts';

/** Prints the page of a diagnostic code. */
export async function run(_context: Context, _options: Options, [code = '']: string[]): Promise<Outcome> {
  if (!isCode(code)) {
    return {
      exitCode: 2,
      diagnostics: [
        {
          code: 'unknown-code',
          severity: 'error',
          message: `there is no code ${code}`,
          help: didYouMean(code, Object.keys(CODES), 'code'),
        },
      ],
      result: {},
    };
  }
  const { pageOf } = await import('../report/pages.ts');
  const page = pageOf(code);
  return { exitCode: 0, diagnostics: [], product: page, result: { code, page } };
}

function isCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(CODES, code);
}
