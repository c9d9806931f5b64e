/** An advisory that applies to an installed package. */
export interface Advisory {
  id: string;
  package: string;
  severity: string;
  title: string;
  range: string;
}

/**
 * The advisories in what `npm audit --json` prints, each once.
 * @throws Error with what npm says when it could not audit
 */
export function advisoriesOf(output: string): Advisory[] {
  const report = parsed(output);
  const { vulnerabilities } = report;
  if (report.auditReportVersion !== 2 || typeof vulnerabilities !== 'object' || vulnerabilities === null)
    throw new Error(
      `npm audit failed: ${textIn(report.error, 'summary') ?? textIn(report, 'message') ?? output.slice(0, 500)}`,
    );
  const advisories = new Map<string, Advisory>();
  for (const vulnerability of Object.values(vulnerabilities as Record<string, { via?: unknown }>))
    for (const via of Array.isArray(vulnerability.via) ? vulnerability.via : []) {
      // A text names another vulnerable package, which has an entry of its own.
      if (typeof via === 'string') continue;
      const advisory = {
        id: textIn(via, 'url')?.split('/').at(-1) ?? '',
        package: textIn(via, 'name') ?? '',
        severity: textIn(via, 'severity') ?? '',
        title: textIn(via, 'title') ?? '',
        range: textIn(via, 'range') ?? '',
      };
      advisories.set(`${advisory.id} ${advisory.package}`, advisory);
    }
  return [...advisories.values()];
}

function parsed(output: string): Record<string, unknown> {
  try {
    return JSON.parse(output) as Record<string, unknown>;
  } catch (cause) {
    throw new Error(`npm audit printed no JSON: ${output.slice(0, 500)}`, { cause });
  }
}

function textIn(value: unknown, key: string): string | undefined {
  const text = (value as Record<string, unknown> | null | undefined)?.[key];
  return typeof text === 'string' && text !== '' ? text : undefined;
}
