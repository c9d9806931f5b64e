/** What `--format` takes: text for people, the others for programs. */
export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'markdown'] as const;

/** What `--kubeconform` takes: used where it is built; must be there; of every cluster, too; not used. */
export const KUBECONFORM_MODES = ['auto', 'require', 'all', 'off'] as const;
