// Command fit reads JSON lines, each a scheduling case, and answers each with the NodeClaims that Karpenter's own scheduler
// would create and the error of each pod that it would leave pending.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"sort"
	"time"

	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/tools/record"
	"k8s.io/utils/clock"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	"sigs.k8s.io/controller-runtime/pkg/log"

	// Makes its labels well known.
	_ "github.com/aws/karpenter-provider-aws/pkg/apis/v1"
	v1 "sigs.k8s.io/karpenter/pkg/apis/v1"
	"sigs.k8s.io/karpenter/pkg/cloudprovider"
	"sigs.k8s.io/karpenter/pkg/controllers/provisioning/scheduling"
	"sigs.k8s.io/karpenter/pkg/controllers/state"
	"sigs.k8s.io/karpenter/pkg/events"
	"sigs.k8s.io/karpenter/pkg/operator/injection"
	"sigs.k8s.io/karpenter/pkg/operator/options"
	requirements "sigs.k8s.io/karpenter/pkg/scheduling"
	nodepools "sigs.k8s.io/karpenter/pkg/utils/nodepool"
)

type offering struct {
	Zone         string  `json:"zone"`
	CapacityType string  `json:"capacityType"`
	Price        float64 `json:"price"`
}

type instanceType struct {
	Name        string              `json:"name"`
	Labels      map[string]string   `json:"labels"`
	Capacity    corev1.ResourceList `json:"capacity"`
	Overhead    corev1.ResourceList `json:"overhead"`
	Offerings   []offering          `json:"offerings"`
	AbsentLabel []string            `json:"absentLabels"`
}

type question struct {
	Pools          []*v1.NodePool                  `json:"pools"`
	Types          map[string][]instanceType       `json:"types"`
	Pods           []*corev1.Pod                   `json:"pods"`
	Daemons        []*corev1.Pod                   `json:"daemons"`
	Claims         []*corev1.PersistentVolumeClaim `json:"claims"`
	Volumes        []*corev1.PersistentVolume      `json:"volumes"`
	StorageClasses []*storagev1.StorageClass       `json:"storageClasses"`
}

type nodeClaim struct {
	Pool  string   `json:"pool"`
	Pods  []string `json:"pods"`
	Types []string `json:"types"`
}

type answer struct {
	Nodes  []nodeClaim       `json:"nodes"`
	Errors map[string]string `json:"errors"`
	Error  string            `json:"error,omitempty"`
}

func main() {
	log.SetLogger(logr.Discard())
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			if err := encoder.Encode(solve(line)); err != nil {
				panic(err)
			}
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			panic(err)
		}
	}
}

func solve(line []byte) answer {
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return answer{Error: err.Error()}
	}
	ctx := options.ToContext(injection.WithControllerName(context.Background(), "provisioner"), &options.Options{
		PreferencePolicy: options.PreferencePolicyRespect,
		MinValuesPolicy:  options.MinValuesPolicyStrict,
		FeatureGates:     options.FeatureGates{ReservedCapacity: true},
	})
	var objects []runtime.Object
	for _, claim := range q.Claims {
		objects = append(objects, claim)
	}
	for _, volume := range q.Volumes {
		// Karpenter asks for it with the pod's namespace, too, which an API server ignores and the fake client does not.
		named := volume.DeepCopy()
		named.Namespace = "default"
		objects = append(objects, volume, named)
	}
	for _, class := range q.StorageClasses {
		objects = append(objects, class)
	}
	client := fake.NewClientBuilder().WithScheme(scheme.Scheme).WithRuntimeObjects(objects...).Build()
	its := map[string][]*cloudprovider.InstanceType{}
	var pools []*v1.NodePool
	for _, pool := range q.Pools {
		// What the provisioner leaves out before it makes a scheduler.
		if pool.Spec.Replicas != nil {
			continue
		}
		pools = append(pools, pool)
		for _, one := range q.Types[pool.Name] {
			its[pool.Name] = append(its[pool.Name], typeOf(one))
		}
	}
	nodepools.OrderByWeight(pools)
	volumeTopology := scheduling.NewVolumeTopology(client)
	volumeRequirements := map[types.UID][]requirements.Requirements{}
	for i, pod := range append(append([]*corev1.Pod{}, q.Pods...), q.Daemons...) {
		pod.UID = types.UID(pod.Name)
		pod.CreationTimestamp = meta.NewTime(time.Unix(int64(i), 0))
		pod.Status.Phase = corev1.PodPending
		if err := defaultPod(pod); err != nil {
			return answer{Error: err.Error()}
		}
	}
	for _, pod := range q.Pods {
		alternatives, err := volumeTopology.GetRequirements(ctx, pod)
		if err != nil {
			return answer{Error: err.Error()}
		}
		volumeRequirements[pod.UID] = alternatives
	}
	realClock := clock.RealClock{}
	cluster := state.NewCluster(realClock, client, nil)
	topology, err := scheduling.NewTopology(ctx, client, cluster, nil, pools, its, q.Pods)
	if err != nil {
		return answer{Error: err.Error()}
	}
	scheduler := scheduling.NewScheduler(ctx, client, pools, cluster, nil, topology, its, q.Daemons,
		events.NewRecorder(&record.FakeRecorder{}), realClock, volumeRequirements, nil)
	results, err := scheduler.Solve(ctx, q.Pods)
	if err != nil {
		return answer{Error: err.Error()}
	}
	a := answer{Nodes: []nodeClaim{}, Errors: map[string]string{}}
	for _, claim := range results.NewNodeClaims {
		node := nodeClaim{Pool: claim.NodePoolName}
		for _, pod := range claim.Pods {
			node.Pods = append(node.Pods, pod.Name)
		}
		for _, it := range claim.InstanceTypeOptions {
			node.Types = append(node.Types, it.Name)
		}
		sort.Strings(node.Pods)
		sort.Strings(node.Types)
		a.Nodes = append(a.Nodes, node)
	}
	for pod, err := range results.PodErrors {
		a.Errors[pod.Name] = err.Error()
	}
	return a
}

// defaultPod does what the API server's defaulting does, as far as scheduling looks at it.
func defaultPod(pod *corev1.Pod) error {
	if pod.Namespace == "" {
		pod.Namespace = "default"
	}
	for _, containers := range [][]corev1.Container{pod.Spec.Containers, pod.Spec.InitContainers} {
		for i := range containers {
			for name, limit := range containers[i].Resources.Limits {
				if containers[i].Resources.Requests == nil {
					containers[i].Resources.Requests = corev1.ResourceList{}
				}
				if _, ok := containers[i].Resources.Requests[name]; !ok {
					containers[i].Resources.Requests[name] = limit
				}
			}
			for j := range containers[i].Ports {
				if containers[i].Ports[j].Protocol == "" {
					containers[i].Ports[j].Protocol = corev1.ProtocolTCP
				}
			}
		}
	}
	return nil
}

func typeOf(one instanceType) *cloudprovider.InstanceType {
	reqs := requirements.NewRequirements(
		requirements.NewRequirement(corev1.LabelInstanceTypeStable, corev1.NodeSelectorOpIn, one.Name),
	)
	for key, value := range one.Labels {
		reqs.Add(requirements.NewRequirement(key, corev1.NodeSelectorOpIn, value))
	}
	for _, key := range one.AbsentLabel {
		reqs.Add(requirements.NewRequirement(key, corev1.NodeSelectorOpDoesNotExist))
	}
	var zones, capacityTypes []string
	var offerings cloudprovider.Offerings
	for _, o := range one.Offerings {
		zones = append(zones, o.Zone)
		capacityTypes = append(capacityTypes, o.CapacityType)
		offerings = append(offerings, &cloudprovider.Offering{
			Available: true,
			Price:     o.Price,
			Requirements: requirements.NewRequirements(
				requirements.NewRequirement(corev1.LabelTopologyZone, corev1.NodeSelectorOpIn, o.Zone),
				requirements.NewRequirement(v1.CapacityTypeLabelKey, corev1.NodeSelectorOpIn, o.CapacityType),
			),
		})
	}
	reqs.Add(requirements.NewRequirement(corev1.LabelTopologyZone, corev1.NodeSelectorOpIn, zones...))
	reqs.Add(requirements.NewRequirement(v1.CapacityTypeLabelKey, corev1.NodeSelectorOpIn, capacityTypes...))
	overhead := one.Overhead
	if overhead == nil {
		overhead = corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("0")}
	}
	return &cloudprovider.InstanceType{
		Name:         one.Name,
		Requirements: reqs,
		Offerings:    offerings,
		Capacity:     one.Capacity,
		Overhead:     &cloudprovider.InstanceTypeOverhead{KubeReserved: overhead},
	}
}
