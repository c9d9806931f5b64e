import type { Exception } from './exception.ts';
import type { Advisory } from './report.ts';

/**
 * Why an audit fails: advisories that are not accepted or no longer, and entries that accept what is not there.
 * @param today as 2027-01-31
 */
export function auditFaults(
  advisories: readonly Advisory[],
  exceptions: readonly Exception[],
  today: string,
): string[] {
  const accepts = (exception: Exception, advisory: Advisory): boolean =>
    exception.advisory === advisory.id && exception.package === advisory.package;
  return [
    ...advisories.flatMap((advisory) => {
      const exception = exceptions.find((each) => accepts(each, advisory));
      if (exception !== undefined && exception.expires >= today) return [];
      const until = exception === undefined ? '' : `, accepted until ${exception.expires}`;
      const { id, severity, title, range } = advisory;
      return [`${advisory.package} ${range}: ${severity}: ${title} (${id}${until})`];
    }),
    ...exceptions
      .filter((exception) => !advisories.some((advisory) => accepts(exception, advisory)))
      .map(
        ({ advisory, package: name }) =>
          `${name}: ${advisory} is accepted and not reported: remove the entry`,
      ),
  ];
}
