// Written by scripts/kustomize-merge-keys.ts from kyaml v0.21.2 (Kubernetes v1.21.2); do not edit.

/** Which lists of the built-in kinds merge, and by which keys; read by builtin.ts. */
export const BUILTIN_TYPES = `
admissionregistration.v1.MutatingWebhookConfiguration =admissionregistration.k8s.io/v1 webhooks[name]
admissionregistration.v1.ValidatingWebhookConfiguration =admissionregistration.k8s.io/v1 webhooks[name]
admissionregistration.v1beta1.MutatingWebhookConfiguration =admissionregistration.k8s.io/v1beta1 webhooks[name]
admissionregistration.v1beta1.ValidatingWebhookConfiguration =admissionregistration.k8s.io/v1beta1 webhooks[name]
apps.v1.ControllerRevision =apps/v1
apps.v1.DaemonSet =apps/v1 spec>apps.v1.DaemonSetSpec status>apps.v1.DaemonSetStatus
apps.v1.DaemonSetSpec = template>core.v1.PodTemplateSpec
apps.v1.DaemonSetStatus = conditions[type]
apps.v1.Deployment =apps/v1 spec>apps.v1.DeploymentSpec status>apps.v1.DeploymentStatus
apps.v1.DeploymentSpec = template>core.v1.PodTemplateSpec
apps.v1.DeploymentStatus = conditions[type]
apps.v1.ReplicaSet =apps/v1 spec>apps.v1.ReplicaSetSpec status>apps.v1.ReplicaSetStatus
apps.v1.ReplicaSetSpec = template>core.v1.PodTemplateSpec
apps.v1.ReplicaSetStatus = conditions[type]
apps.v1.StatefulSet =apps/v1 spec>apps.v1.StatefulSetSpec status>apps.v1.StatefulSetStatus
apps.v1.StatefulSetSpec = template>core.v1.PodTemplateSpec
apps.v1.StatefulSetStatus = conditions[type]
authentication.v1.TokenRequest =authentication.k8s.io/v1
authentication.v1.TokenReview =authentication.k8s.io/v1
authentication.v1beta1.TokenReview =authentication.k8s.io/v1beta1
authorization.v1.LocalSubjectAccessReview =authorization.k8s.io/v1
authorization.v1.SelfSubjectAccessReview =authorization.k8s.io/v1
authorization.v1.SelfSubjectRulesReview =authorization.k8s.io/v1
authorization.v1.SubjectAccessReview =authorization.k8s.io/v1
authorization.v1beta1.LocalSubjectAccessReview =authorization.k8s.io/v1beta1
authorization.v1beta1.SelfSubjectAccessReview =authorization.k8s.io/v1beta1
authorization.v1beta1.SelfSubjectRulesReview =authorization.k8s.io/v1beta1
authorization.v1beta1.SubjectAccessReview =authorization.k8s.io/v1beta1
autoscaling.v1.HorizontalPodAutoscaler =autoscaling/v1
autoscaling.v1.Scale =autoscaling/v1
autoscaling.v2beta1.HorizontalPodAutoscaler =autoscaling/v2beta1
autoscaling.v2beta2.HorizontalPodAutoscaler =autoscaling/v2beta2
batch.v1.CronJob =batch/v1 spec>batch.v1.CronJobSpec
batch.v1.CronJobSpec = jobTemplate>batch.v1.JobTemplateSpec
batch.v1.Job =batch/v1 spec>batch.v1.JobSpec status>batch.v1.JobStatus
batch.v1.JobSpec = template>core.v1.PodTemplateSpec
batch.v1.JobStatus = conditions[type]
batch.v1.JobTemplateSpec = metadata>~ObjectMeta spec>batch.v1.JobSpec
batch.v1beta1.CronJob =batch/v1beta1 spec>batch.v1beta1.CronJobSpec
batch.v1beta1.CronJobSpec = jobTemplate>batch.v1beta1.JobTemplateSpec
batch.v1beta1.JobTemplateSpec = metadata>~ObjectMeta spec>batch.v1.JobSpec
certificates.v1.CertificateSigningRequest =certificates.k8s.io/v1
certificates.v1beta1.CertificateSigningRequest =certificates.k8s.io/v1beta1
coordination.v1.Lease =coordination.k8s.io/v1
coordination.v1beta1.Lease =coordination.k8s.io/v1beta1
core.v1.Binding =v1
core.v1.ComponentStatus =v1 conditions[type]
core.v1.ConfigMap =v1
core.v1.Container = env[name] ports[containerPort,protocol] volumeDevices[devicePath] volumeMounts[mountPath]
core.v1.Endpoints =v1
core.v1.EphemeralContainer = env[name] volumeDevices[devicePath] volumeMounts[mountPath]
core.v1.EphemeralVolumeSource = volumeClaimTemplate>core.v1.PersistentVolumeClaimTemplate
core.v1.Event =v1
core.v1.LimitRange =v1
core.v1.Namespace =v1 status>core.v1.NamespaceStatus
core.v1.NamespaceStatus = conditions[type]
core.v1.Node =v1 spec>core.v1.NodeSpec status>core.v1.NodeStatus
core.v1.NodeSpec = podCIDRs[]
core.v1.NodeStatus = addresses[type] conditions[type]
core.v1.PersistentVolume =v1
core.v1.PersistentVolumeClaim =v1 status>core.v1.PersistentVolumeClaimStatus
core.v1.PersistentVolumeClaimStatus = conditions[type]
core.v1.PersistentVolumeClaimTemplate = metadata>~ObjectMeta
core.v1.Pod =v1 spec>core.v1.PodSpec status>core.v1.PodStatus
core.v1.PodSpec = containers[name]>core.v1.Container ephemeralContainers[name]>core.v1.EphemeralContainer hostAliases[ip] imagePullSecrets[name] initContainers[name]>core.v1.Container topologySpreadConstraints[topologyKey,whenUnsatisfiable] volumes[name]>core.v1.Volume
core.v1.PodStatus = conditions[type] podIPs[ip]
core.v1.PodTemplate =v1 template>core.v1.PodTemplateSpec
core.v1.PodTemplateSpec = metadata>~ObjectMeta spec>core.v1.PodSpec
core.v1.ReplicationController =v1 spec>core.v1.ReplicationControllerSpec status>core.v1.ReplicationControllerStatus
core.v1.ReplicationControllerSpec = template>core.v1.PodTemplateSpec
core.v1.ReplicationControllerStatus = conditions[type]
core.v1.ResourceQuota =v1
core.v1.Secret =v1
core.v1.Service =v1 spec>core.v1.ServiceSpec status>core.v1.ServiceStatus
core.v1.ServiceAccount =v1 secrets[name]
core.v1.ServiceSpec = ports[port,protocol]
core.v1.ServiceStatus = conditions[type]
core.v1.Volume = ephemeral>core.v1.EphemeralVolumeSource
discovery.v1.EndpointSlice =discovery.k8s.io/v1
discovery.v1beta1.EndpointSlice =discovery.k8s.io/v1beta1
events.v1.Event =events.k8s.io/v1
events.v1beta1.Event =events.k8s.io/v1beta1
extensions.v1beta1.Ingress =extensions/v1beta1
flowcontrol.v1beta1.FlowSchema =flowcontrol.apiserver.k8s.io/v1beta1
flowcontrol.v1beta1.PriorityLevelConfiguration =flowcontrol.apiserver.k8s.io/v1beta1
networking.v1.Ingress =networking.k8s.io/v1
networking.v1.IngressClass =networking.k8s.io/v1
networking.v1.NetworkPolicy =networking.k8s.io/v1
networking.v1beta1.Ingress =networking.k8s.io/v1beta1
networking.v1beta1.IngressClass =networking.k8s.io/v1beta1
node.v1.RuntimeClass =node.k8s.io/v1
node.v1beta1.RuntimeClass =node.k8s.io/v1beta1
policy.v1.PodDisruptionBudget =policy/v1 status>policy.v1.PodDisruptionBudgetStatus
policy.v1.PodDisruptionBudgetStatus = conditions[type]
policy.v1beta1.Eviction =policy/v1beta1
policy.v1beta1.PodDisruptionBudget =policy/v1beta1 status>policy.v1beta1.PodDisruptionBudgetStatus
policy.v1beta1.PodDisruptionBudgetStatus = conditions[type]
policy.v1beta1.PodSecurityPolicy =policy/v1beta1
rbac.v1.ClusterRole =rbac.authorization.k8s.io/v1
rbac.v1.ClusterRoleBinding =rbac.authorization.k8s.io/v1
rbac.v1.Role =rbac.authorization.k8s.io/v1
rbac.v1.RoleBinding =rbac.authorization.k8s.io/v1
rbac.v1beta1.ClusterRole =rbac.authorization.k8s.io/v1beta1
rbac.v1beta1.ClusterRoleBinding =rbac.authorization.k8s.io/v1beta1
rbac.v1beta1.Role =rbac.authorization.k8s.io/v1beta1
rbac.v1beta1.RoleBinding =rbac.authorization.k8s.io/v1beta1
scheduling.v1.PriorityClass =scheduling.k8s.io/v1
scheduling.v1beta1.PriorityClass =scheduling.k8s.io/v1beta1
storage.v1.CSIDriver =storage.k8s.io/v1
storage.v1.CSINode =storage.k8s.io/v1 spec>storage.v1.CSINodeSpec
storage.v1.CSINodeSpec = drivers[name]
storage.v1.StorageClass =storage.k8s.io/v1
storage.v1.VolumeAttachment =storage.k8s.io/v1
storage.v1beta1.CSIDriver =storage.k8s.io/v1beta1
storage.v1beta1.CSINode =storage.k8s.io/v1beta1 spec>storage.v1beta1.CSINodeSpec
storage.v1beta1.CSINodeSpec = drivers[name]
storage.v1beta1.CSIStorageCapacity =storage.k8s.io/v1beta1
storage.v1beta1.StorageClass =storage.k8s.io/v1beta1
storage.v1beta1.VolumeAttachment =storage.k8s.io/v1beta1
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition =apiextensions.k8s.io/v1
io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1.CustomResourceDefinition =apiextensions.k8s.io/v1beta1
~LabelSelectorRequirement = key[key]
~ObjectMeta = finalizers[] ownerReferences[uid]
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService =apiregistration.k8s.io/v1 status>io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceStatus
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIServiceStatus = conditions[type]
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1beta1.APIService =apiregistration.k8s.io/v1beta1 status>io.k8s.kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceStatus
io.k8s.kube-aggregator.pkg.apis.apiregistration.v1beta1.APIServiceStatus = conditions[type]
`;

/** Kinds known not to live in a namespace, by their API version; `apps/v1 A,B` a line. */
export const CLUSTER_SCOPED = `
admissionregistration.k8s.io/v1 MutatingWebhookConfiguration,ValidatingWebhookConfiguration,ValidatingAdmissionPolicy,ValidatingAdmissionPolicyBinding
admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration,ValidatingWebhookConfiguration
apiextensions.k8s.io/v1 CustomResourceDefinition
apiextensions.k8s.io/v1beta1 CustomResourceDefinition
apiregistration.k8s.io/v1 APIService
apiregistration.k8s.io/v1beta1 APIService
certificates.k8s.io/v1 CertificateSigningRequest
certificates.k8s.io/v1beta1 CertificateSigningRequest
flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema,PriorityLevelConfiguration
networking.k8s.io/v1 IngressClass
networking.k8s.io/v1beta1 IngressClass
node.k8s.io/v1 RuntimeClass
node.k8s.io/v1beta1 RuntimeClass
policy/v1beta1 PodSecurityPolicy
rbac.authorization.k8s.io/v1 ClusterRole,ClusterRoleBinding
rbac.authorization.k8s.io/v1beta1 ClusterRole,ClusterRoleBinding
scheduling.k8s.io/v1 PriorityClass
scheduling.k8s.io/v1beta1 PriorityClass
storage.k8s.io/v1 CSIDriver,CSINode,StorageClass,VolumeAttachment
storage.k8s.io/v1beta1 CSIDriver,CSINode,StorageClass,VolumeAttachment
v1 ComponentStatus,Namespace,Node,NodeProxyOptions,PersistentVolume
`;

/** Kinds known to live in a namespace. */
export const NAMESPACED = `
apps/v1 ControllerRevision,DaemonSet,Deployment,ReplicaSet,StatefulSet
autoscaling/v1 HorizontalPodAutoscaler,Scale
autoscaling/v2beta1 HorizontalPodAutoscaler
autoscaling/v2beta2 HorizontalPodAutoscaler
batch/v1 CronJob,Job
batch/v1beta1 CronJob
coordination.k8s.io/v1 Lease
coordination.k8s.io/v1beta1 Lease
discovery.k8s.io/v1 EndpointSlice
discovery.k8s.io/v1beta1 EndpointSlice
events.k8s.io/v1 Event
events.k8s.io/v1beta1 Event
extensions/v1beta1 Ingress
networking.k8s.io/v1 Ingress,NetworkPolicy
networking.k8s.io/v1beta1 Ingress
policy/v1 PodDisruptionBudget
policy/v1beta1 PodDisruptionBudget
rbac.authorization.k8s.io/v1 Role,RoleBinding
rbac.authorization.k8s.io/v1beta1 Role,RoleBinding
storage.k8s.io/v1beta1 CSIStorageCapacity
v1 ConfigMap,Endpoints,Event,LimitRange,PersistentVolumeClaim,Pod,PodAttachOptions,PodExecOptions,PodPortForwardOptions,PodProxyOptions,PodTemplate,ReplicationController,ResourceQuota,Secret,Service,ServiceAccount,ServiceProxyOptions
`;
