import { foldersIn, outputOf } from '../load/output.ts';

export const CI_SYSTEMS = ['github', 'gitlab'] as const;
export type CiSystem = (typeof CI_SYSTEMS)[number];

/** Where the schema of fleet.yaml is for editors, from the fleet. */
export const SCHEMA_FILE = 'schemas/fleet.schema.json';

/** Lets pull requests fold what is generated. */
export function gitAttributes(): string {
  const folders = foldersIn(outputOf({})).map((folder) => `${folder}/**`);
  return [...folders, SCHEMA_FILE].map((pattern) => `${pattern} linguist-generated\n`).join('');
}

/** Where the pipeline of a CI system is, from the top of the repository. */
export const CI_FILES: Readonly<Record<CiSystem, string>> = {
  github: '.github/workflows/poolwright.yml',
  gitlab: '.gitlab-ci.yml',
};

/**
 * A pipeline that runs the gate on each change.
 * @param version of Poolwright
 * @param branch that changes are merged into
 */
export function ciText(system: CiSystem, version: string, branch: string): string {
  return system === 'github' ? github(version, branch) : gitlab(version);
}

function github(version: string, branch: string): string {
  return `name: poolwright
on:
  pull_request:
  push:
    branches: [${/^[A-Za-z][\w./-]*$/.test(branch) ? branch : JSON.stringify(branch)}]
permissions:
  contents: read
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: { fetch-depth: 2 } # a pull request as it would be merged, and what it would be merged into
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with: { node-version: 22 }
      - run: npx --yes poolwright@${version} gate --all --format github \${{ github.base_ref && '--base HEAD^1' }}
`;
}

function gitlab(version: string): string {
  return `poolwright:
  image: node:22
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  variables:
    GIT_DEPTH: "0" # with the base of a merge request
  script:
    # A merged result has the target branch as its first parent; else the pipeline runs for the branch alone.
    - |
      case "\${CI_MERGE_REQUEST_EVENT_TYPE:-}" in
        '') base= ;;
        detached) base=$CI_MERGE_REQUEST_DIFF_BASE_SHA ;;
        *) base=HEAD^1 ;;
      esac
    - npx --yes poolwright@${version} gate --all \${base:+--base "$base"} --format text --format junit=poolwright.xml --format gitlab=poolwright.json
  artifacts:
    when: always
    reports:
      junit: poolwright.xml
      codequality: poolwright.json
`;
}
