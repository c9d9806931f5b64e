// Written by scripts/kustomize-merge-keys.ts from kyaml v0.21.2 (Kubernetes v1.21.2); do not edit.

/** Which lists of the built-in kinds merge, and by which keys; read by builtin.ts. */
export const BUILTIN_TYPES = `
=admissionregistration.v1. admissionregistration.k8s.io/v1
+MutatingWebhookConfiguration webhooks[name]
+ValidatingWebhookConfiguration webhooks[name]
=admissionregistration.v1beta1. admissionregistration.k8s.io/v1beta1
+MutatingWebhookConfiguration webhooks[name]
+ValidatingWebhookConfiguration webhooks[name]
=apps.v1. apps/v1
+ControllerRevision
+DaemonSet spec>DaemonSetSpec status>DaemonSetStatus
DaemonSetSpec template>core.v1.PodTemplateSpec
DaemonSetStatus conditions[type]
+Deployment spec>DeploymentSpec status>DeploymentStatus
DeploymentSpec template>core.v1.PodTemplateSpec
DeploymentStatus conditions[type]
+ReplicaSet spec>ReplicaSetSpec status>ReplicaSetStatus
ReplicaSetSpec template>core.v1.PodTemplateSpec
ReplicaSetStatus conditions[type]
+StatefulSet spec>StatefulSetSpec status>StatefulSetStatus
StatefulSetSpec template>core.v1.PodTemplateSpec
StatefulSetStatus conditions[type]
=authentication.v1. authentication.k8s.io/v1
+TokenRequest
+TokenReview
=authentication.v1beta1. authentication.k8s.io/v1beta1
+TokenReview
=authorization.v1. authorization.k8s.io/v1
+LocalSubjectAccessReview
+SelfSubjectAccessReview
+SelfSubjectRulesReview
+SubjectAccessReview
=authorization.v1beta1. authorization.k8s.io/v1beta1
+LocalSubjectAccessReview
+SelfSubjectAccessReview
+SelfSubjectRulesReview
+SubjectAccessReview
=autoscaling.v1. autoscaling/v1
+HorizontalPodAutoscaler
+Scale
=autoscaling.v2beta1. autoscaling/v2beta1
+HorizontalPodAutoscaler
=autoscaling.v2beta2. autoscaling/v2beta2
+HorizontalPodAutoscaler
=batch.v1. batch/v1
+CronJob spec>CronJobSpec
CronJobSpec jobTemplate>JobTemplateSpec
+Job spec>JobSpec status>JobStatus
JobSpec template>core.v1.PodTemplateSpec
JobStatus conditions[type]
JobTemplateSpec metadata>~ObjectMeta spec>JobSpec
=batch.v1beta1. batch/v1beta1
+CronJob spec>CronJobSpec
CronJobSpec jobTemplate>JobTemplateSpec
JobTemplateSpec metadata>~ObjectMeta spec>batch.v1.JobSpec
=certificates.v1. certificates.k8s.io/v1
+CertificateSigningRequest
=certificates.v1beta1. certificates.k8s.io/v1beta1
+CertificateSigningRequest
=coordination.v1. coordination.k8s.io/v1
+Lease
=coordination.v1beta1. coordination.k8s.io/v1beta1
+Lease
=core.v1. v1
+Binding
+ComponentStatus conditions[type]
+ConfigMap
Container env[name] ports[containerPort,protocol] volumeDevices[devicePath] volumeMounts[mountPath]
+Endpoints
EphemeralContainer env[name] volumeDevices[devicePath] volumeMounts[mountPath]
EphemeralVolumeSource volumeClaimTemplate>PersistentVolumeClaimTemplate
+Event
+LimitRange
+Namespace status>NamespaceStatus
NamespaceStatus conditions[type]
+Node spec>NodeSpec status>NodeStatus
NodeSpec podCIDRs[]
NodeStatus addresses[type] conditions[type]
+PersistentVolume
+PersistentVolumeClaim status>PersistentVolumeClaimStatus
PersistentVolumeClaimStatus conditions[type]
PersistentVolumeClaimTemplate metadata>~ObjectMeta
+Pod spec>PodSpec status>PodStatus
PodSpec containers[name]>Container ephemeralContainers[name]>EphemeralContainer hostAliases[ip] imagePullSecrets[name] initContainers[name]>Container topologySpreadConstraints[topologyKey,whenUnsatisfiable] volumes[name]>Volume
PodStatus conditions[type] podIPs[ip]
+PodTemplate template>PodTemplateSpec
PodTemplateSpec metadata>~ObjectMeta spec>PodSpec
+ReplicationController spec>ReplicationControllerSpec status>ReplicationControllerStatus
ReplicationControllerSpec template>PodTemplateSpec
ReplicationControllerStatus conditions[type]
+ResourceQuota
+Secret
+Service spec>ServiceSpec status>ServiceStatus
+ServiceAccount secrets[name]
ServiceSpec ports[port,protocol]
ServiceStatus conditions[type]
Volume ephemeral>EphemeralVolumeSource
=discovery.v1. discovery.k8s.io/v1
+EndpointSlice
=discovery.v1beta1. discovery.k8s.io/v1beta1
+EndpointSlice
=events.v1. events.k8s.io/v1
+Event
=events.v1beta1. events.k8s.io/v1beta1
+Event
=extensions.v1beta1. extensions/v1beta1
+Ingress
=flowcontrol.v1beta1. flowcontrol.apiserver.k8s.io/v1beta1
+FlowSchema
+PriorityLevelConfiguration
=networking.v1. networking.k8s.io/v1
+Ingress
+IngressClass
+NetworkPolicy
=networking.v1beta1. networking.k8s.io/v1beta1
+Ingress
+IngressClass
=node.v1. node.k8s.io/v1
+RuntimeClass
=node.v1beta1. node.k8s.io/v1beta1
+RuntimeClass
=policy.v1. policy/v1
+PodDisruptionBudget status>PodDisruptionBudgetStatus
PodDisruptionBudgetStatus conditions[type]
=policy.v1beta1. policy/v1beta1
+Eviction
+PodDisruptionBudget status>PodDisruptionBudgetStatus
PodDisruptionBudgetStatus conditions[type]
+PodSecurityPolicy
=rbac.v1. rbac.authorization.k8s.io/v1
+ClusterRole
+ClusterRoleBinding
+Role
+RoleBinding
=rbac.v1beta1. rbac.authorization.k8s.io/v1beta1
+ClusterRole
+ClusterRoleBinding
+Role
+RoleBinding
=scheduling.v1. scheduling.k8s.io/v1
+PriorityClass
=scheduling.v1beta1. scheduling.k8s.io/v1beta1
+PriorityClass
=storage.v1. storage.k8s.io/v1
+CSIDriver
+CSINode spec>CSINodeSpec
CSINodeSpec drivers[name]
+StorageClass
+VolumeAttachment
=storage.v1beta1. storage.k8s.io/v1beta1
+CSIDriver
+CSINode spec>CSINodeSpec
CSINodeSpec drivers[name]
+CSIStorageCapacity
+StorageClass
+VolumeAttachment
=io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1. apiextensions.k8s.io/v1
+CustomResourceDefinition
=io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1. apiextensions.k8s.io/v1beta1
+CustomResourceDefinition
=~ 
LabelSelectorRequirement key[key]
ObjectMeta finalizers[] ownerReferences[uid]
=io.k8s.kube-aggregator.pkg.apis.apiregistration.v1. apiregistration.k8s.io/v1
+APIService status>APIServiceStatus
APIServiceStatus conditions[type]
=io.k8s.kube-aggregator.pkg.apis.apiregistration.v1beta1. apiregistration.k8s.io/v1beta1
+APIService status>APIServiceStatus
APIServiceStatus conditions[type]
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
