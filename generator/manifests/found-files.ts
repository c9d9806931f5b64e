/** The files that paths lead to, by absolute paths. */
export interface FoundFiles {
  /** Files that were named. */
  named: string[];
  /** Kustomize directories that were named. */
  directories: string[];
  /** Files and kustomize directories that were found below a folder that was named. */
  found: string[];
  foundDirectories: string[];
  /** Folders of Helm charts, whose templates are not rendered. */
  charts: string[];
  /** Templates that were found next to the manifests. */
  templates: string[];
}
