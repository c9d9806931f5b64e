/** How Karpenter's labels of instance types begin. */
export const prefix = 'karpenter.k8s.aws/instance-';
export const familyLabel = `${prefix}family`;
export const typeLabel = 'node.kubernetes.io/instance-type';
export const sizeLabel = `${prefix}size`;
export const categoryLabel = `${prefix}category`;
export const generationLabel = `${prefix}generation`;
