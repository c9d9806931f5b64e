// Command control-plane is what Karpenter needs of a cluster besides the API server, in one process: kube-scheduler, the deployment,
// replica set, disruption (PDB) and garbage collector controllers, and a fake kubelet for nodes with the label kwok.x-k8s.io/node=fake.
// The fake kubelet makes nodes Ready, takes off startup taints, makes bound pods Running and ends terminating ones.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/metadata/metadatainformer"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/scale"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/events"
	"k8s.io/controller-manager/pkg/informerfactory"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller/deployment"
	"k8s.io/kubernetes/pkg/controller/disruption"
	"k8s.io/kubernetes/pkg/controller/garbagecollector"
	"k8s.io/kubernetes/pkg/controller/replicaset"
	"k8s.io/kubernetes/pkg/scheduler"
	"k8s.io/kubernetes/pkg/scheduler/profile"
)

var (
	kubeconfig    = flag.String("kubeconfig", os.Getenv("KUBECONFIG"), "kubeconfig file")
	nodeDelay     = flag.Duration("node-delay", 500*time.Millisecond, "from a node's creation to Ready")
	podDelay      = flag.Duration("pod-delay", 200*time.Millisecond, "from a pod's binding to Running")
	stopDelay     = flag.Duration("stop-delay", 200*time.Millisecond, "from a pod's deletion to its end")
	startupTaints = flag.String("startup-taints", "startup/agent", "comma-separated keys of taints that the fake kubelet takes off a Ready node")
	tick          = flag.Duration("tick", 100*time.Millisecond, "period of the fake kubelet")
)

func must[T any](v T, err error) T {
	if err != nil {
		klog.ErrorS(err, "cannot start")
		os.Exit(1)
	}
	return v
}

func main() {
	klog.InitFlags(nil)
	flag.Parse()
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	cfg := must(clientcmd.BuildConfigFromFlags("", *kubeconfig))
	cfg.QPS, cfg.Burst = 500, 1000
	cs := must(kubernetes.NewForConfig(cfg))
	inf := informers.NewSharedInformerFactory(cs, 0)
	cached := memory.NewMemCacheClient(cs.Discovery())
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(cached)
	started := make(chan struct{})

	// controllers
	rs := replicaset.NewReplicaSetController(ctx, inf.Apps().V1().ReplicaSets(), inf.Core().V1().Pods(), cs, replicaset.BurstReplicas)
	dep := must(deployment.NewDeploymentController(ctx, inf.Apps().V1().Deployments(), inf.Apps().V1().ReplicaSets(), inf.Core().V1().Pods(), cs))
	scales := must(scale.NewForConfig(cfg, mapper, dynamic.LegacyAPIPathResolverFunc, scale.NewDiscoveryScaleKindResolver(cs.Discovery())))
	pdb := disruption.NewDisruptionController(ctx, inf.Core().V1().Pods(), inf.Policy().V1().PodDisruptionBudgets(), inf.Core().V1().ReplicationControllers(),
		inf.Apps().V1().ReplicaSets(), inf.Apps().V1().Deployments(), inf.Apps().V1().StatefulSets(), cs, mapper, scales, cs.Discovery())
	md := must(metadata.NewForConfig(cfg))
	gcf := informerfactory.NewInformerFactory(inf, metadatainformer.NewSharedInformerFactory(md, 0))
	gc := must(garbagecollector.NewGarbageCollector(ctx, cs, md, mapper, garbagecollector.DefaultIgnoredResources(), gcf, started))

	// scheduler
	eb := events.NewBroadcaster(&events.EventSinkImpl{Interface: cs.EventsV1()})
	sched := must(scheduler.New(ctx, cs, inf, nil, profile.NewRecorderFactory(eb)))
	nodes, pods := inf.Core().V1().Nodes().Lister(), inf.Core().V1().Pods().Lister()

	inf.Start(ctx.Done())
	gcf.Start(ctx.Done())
	close(started)
	inf.WaitForCacheSync(ctx.Done())
	if err := sched.WaitForHandlersSync(ctx); err != nil {
		klog.ErrorS(err, "scheduler")
	}
	eb.StartRecordingToSink(ctx.Done())
	go rs.Run(ctx, 5)
	go dep.Run(ctx, 5)
	go pdb.Run(ctx)
	go gc.Run(ctx, 10, 30*time.Second)
	go gc.Sync(ctx, cs.Discovery(), 5*time.Second)
	go sched.Run(ctx)
	klog.Info("control plane is up")

	k := kubelet{ctx: ctx, cs: cs, since: map[types.UID]time.Time{}}
	for t := time.NewTicker(*tick); ; {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		ns, _ := nodes.List(labels.SelectorFromSet(labels.Set{"kwok.x-k8s.io/node": "fake"}))
		ours := map[string]bool{}
		for _, n := range ns {
			ours[n.Name] = true
			k.node(n)
		}
		ps, _ := pods.List(labels.Everything())
		for _, p := range ps {
			if ours[p.Spec.NodeName] {
				k.pod(p)
			}
		}
	}
}

type kubelet struct {
	ctx   context.Context
	cs    kubernetes.Interface
	since map[types.UID]time.Time // when this loop first saw an object in a state that waits
}

// due says whether d has passed since the first call for key.
func (k *kubelet) due(key types.UID, d time.Duration) bool {
	t, ok := k.since[key]
	if !ok {
		k.since[key] = time.Now()
		return d == 0
	}
	return time.Since(t) >= d
}

func (k *kubelet) fail(what, name string, err error) {
	if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) {
		klog.ErrorS(err, what, "name", name)
	}
}

func (k *kubelet) node(n *corev1.Node) {
	ready := false
	for _, c := range n.Status.Conditions {
		ready = ready || c.Type == corev1.NodeReady && c.Status == corev1.ConditionTrue
	}
	if !ready {
		if !k.due(n.UID, *nodeDelay) {
			return
		}
		now := metav1.Now()
		// Karpenter's KWOK provider writes only the requests into capacity, and limits count capacity: write that of the instance type.
		capacity := n.Status.Allocatable.DeepCopy()
		for r, q := range n.Status.Capacity {
			if q.Cmp(capacity[r]) > 0 {
				capacity[r] = q
			}
		}
		for r, l := range map[corev1.ResourceName]string{"cpu": "karpenter.kwok.sh/instance-cpu", "memory": "karpenter.kwok.sh/instance-memory"} {
			if q, err := resource.ParseQuantity(n.Labels[l]); err == nil {
				capacity[r] = q
			}
		}
		b, _ := json.Marshal(map[string]any{"status": map[string]any{"phase": "Running", "capacity": capacity,
			"nodeInfo":   map[string]string{"kubeletVersion": "v1.35.4", "operatingSystem": n.Labels[corev1.LabelOSStable], "architecture": n.Labels[corev1.LabelArchStable]},
			"conditions": []corev1.NodeCondition{{Type: corev1.NodeReady, Status: corev1.ConditionTrue, Reason: "FakeKubelet", LastHeartbeatTime: now, LastTransitionTime: now}}}})
		_, err := k.cs.CoreV1().Nodes().Patch(k.ctx, n.Name, types.StrategicMergePatchType, b, metav1.PatchOptions{}, "status")
		k.fail("node ready", n.Name, err)
		return
	}
	drop := "," + *startupTaints + "," + corev1.TaintNodeNotReady + ","
	c := n.DeepCopy()
	c.Spec.Taints = nil
	for _, t := range n.Spec.Taints {
		if !strings.Contains(drop, ","+t.Key+",") {
			c.Spec.Taints = append(c.Spec.Taints, t)
		}
	}
	if len(c.Spec.Taints) != len(n.Spec.Taints) {
		_, err := k.cs.CoreV1().Nodes().Update(k.ctx, c, metav1.UpdateOptions{})
		k.fail("taints", n.Name, err)
	}
}

func (k *kubelet) pod(p *corev1.Pod) {
	if p.DeletionTimestamp != nil {
		d := *stopDelay
		if a, err := time.ParseDuration(p.Annotations["e2e/stop-delay"]); err == nil { // a pod that ends slowly
			d = a
		}
		if k.due(p.UID+"/stop", d) {
			k.fail("pod stop", p.Name, k.cs.CoreV1().Pods(p.Namespace).Delete(k.ctx, p.Name, metav1.DeleteOptions{GracePeriodSeconds: new(int64), Preconditions: &metav1.Preconditions{UID: &p.UID}}))
		}
		return
	}
	if p.Status.Phase != corev1.PodPending || !k.due(p.UID, *podDelay) {
		return
	}
	now := metav1.Now()
	cond := func(t corev1.PodConditionType) corev1.PodCondition {
		return corev1.PodCondition{Type: t, Status: corev1.ConditionTrue, LastTransitionTime: now}
	}
	b, _ := json.Marshal(map[string]any{"status": map[string]any{"phase": "Running", "startTime": now, "podIP": "10.244.0.1",
		"conditions": []corev1.PodCondition{cond(corev1.PodInitialized), cond(corev1.ContainersReady), cond(corev1.PodReady)}}})
	_, err := k.cs.CoreV1().Pods(p.Namespace).Patch(k.ctx, p.Name, types.StrategicMergePatchType, b, metav1.PatchOptions{}, "status")
	k.fail("pod running", p.Name, err)
}
