import type { JSX } from 'preact';
import { SEVERITIES, type Severity } from '../../../diagnostics/diagnostic.ts';
import type { FindingFilter, IndexedFinding } from '../finding-filter.ts';

interface FindingFiltersProps {
  findings: readonly IndexedFinding[];
  filter: FindingFilter;
  onFilter(filter: FindingFilter): void;
}

/** Chooses findings by severity, environment, cluster and words; hidden where no script runs. */
export function FindingFilters({ findings, filter, onFilter }: FindingFiltersProps): JSX.Element {
  const environments = [...new Set(findings.flatMap((one) => one.environments))];
  const toggle = (severity: Severity): void => {
    const hidden = new Set(filter.hidden);
    if (!hidden.delete(severity)) hidden.add(severity);
    onFilter({ ...filter, hidden });
  };
  return (
    <form
      class="filters needs-script"
      aria-label="Filter findings"
      onSubmit={(event) => event.preventDefault()}
    >
      <fieldset>
        <legend>severity</legend>
        {SEVERITIES.map((severity) => (
          <label>
            <input type="checkbox" checked={!filter.hidden.has(severity)} onChange={() => toggle(severity)} />{' '}
            {severity} ({findings.filter(({ finding }) => finding.severity === severity).length})
          </label>
        ))}
      </fieldset>
      <label>
        environment{' '}
        <select
          value={filter.environment}
          onChange={({ currentTarget }) => onFilter({ ...filter, environment: currentTarget.value })}
        >
          <option value="">all</option>
          {environments.map((name) => (
            <option value={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        cluster{' '}
        <input
          type="search"
          value={filter.cluster}
          onInput={({ currentTarget }) => onFilter({ ...filter, cluster: currentTarget.value })}
        />
      </label>
      <label>
        text{' '}
        <input
          type="search"
          value={filter.text}
          onInput={({ currentTarget }) => onFilter({ ...filter, text: currentTarget.value })}
        />
      </label>
    </form>
  );
}
