/** When kubeconform runs: where it is installed; always; always and on every cluster; never. */
export const KUBECONFORM_MODES = ['auto', 'require', 'all', 'off'] as const;

export type KubeconformMode = (typeof KUBECONFORM_MODES)[number];
