// Command candidates answers which instance types Karpenter launches for a NodePool and its EC2NodeClass:
//
//	karpenter-candidates INSTANCE-TYPES.json < lines
//
// The file has EC2's DescribeInstanceTypes by name. A line is {nodePool, nodeClass, region, zones, prices}: zones holds
// {name, id, types} of each zone with a subnet, prices the dollars of each type, on demand and as spot. The answer is
// {steps: [{name, types}], error}: the names that are left after each of Karpenter's own steps, sorted but for those of
// the last filter, which Karpenter tries in this order.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"sort"
	"strings"

	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/patrickmn/go-cache"
	"github.com/samber/lo"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/sets"
	core "sigs.k8s.io/karpenter/pkg/apis/v1"
	"sigs.k8s.io/karpenter/pkg/cloudprovider"
	"sigs.k8s.io/karpenter/pkg/controllers/provisioning/scheduling"
	coreoptions "sigs.k8s.io/karpenter/pkg/operator/options"
	requirements "sigs.k8s.io/karpenter/pkg/scheduling"
	"sigs.k8s.io/karpenter/pkg/utils/resources"

	v1 "github.com/aws/karpenter-provider-aws/pkg/apis/v1"
	awscache "github.com/aws/karpenter-provider-aws/pkg/cache"
	"github.com/aws/karpenter-provider-aws/pkg/operator/options"
	"github.com/aws/karpenter-provider-aws/pkg/providers/amifamily"
	"github.com/aws/karpenter-provider-aws/pkg/providers/instance/filter"
	"github.com/aws/karpenter-provider-aws/pkg/providers/instancetype"
	"github.com/aws/karpenter-provider-aws/pkg/providers/instancetype/offering"
	"github.com/aws/karpenter-provider-aws/pkg/providers/ssm"
)

type zone struct {
	Name  string
	ID    string
	Types []ec2types.InstanceType
}

type question struct {
	NodePool  core.NodePool
	NodeClass v1.EC2NodeClass
	Region    string
	Zones     []zone
	Prices    prices
}

type step struct {
	Name  string   `json:"name"`
	Types []string `json:"types"`
}

type answer struct {
	Steps []step `json:"steps"`
	Error string `json:"error,omitempty"`
}

func main() {
	infos := map[ec2types.InstanceType]ec2types.InstanceTypeInfo{}
	lo.Must0(json.Unmarshal(lo.Must(os.ReadFile(os.Args[1])), &infos))
	// as pkg/operator/operator.go of the provider does at its start
	core.NormalizedLabels["topology.ebs.csi.aws.com/zone"] = "topology.kubernetes.io/zone"
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		_ = out.Encode(handle(infos, in.Bytes()))
	}
}

func handle(infos map[ec2types.InstanceType]ec2types.InstanceTypeInfo, line []byte) (a answer) {
	defer func() {
		if e := recover(); e != nil {
			a.Error = fmt.Sprint(e)
		}
	}()
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return answer{Error: err.Error()}
	}
	ctx := coreoptions.ToContext(context.Background(), &coreoptions.Options{})
	ctx = options.ToContext(ctx, &options.Options{VMMemoryOverheadPercent: 0.075})
	for _, z := range q.Zones {
		q.NodeClass.Status.Subnets = append(q.NodeClass.Status.Subnets, v1.Subnet{ID: "subnet-" + z.ID, Zone: z.Name, ZoneID: z.ID})
	}
	types := listed(ctx, infos, &q)
	pool := scheduling.NewNodeClaimTemplate(&q.NodePool)
	add := func(name string, its []*cloudprovider.InstanceType) bool {
		names := lo.Map(its, func(it *cloudprovider.InstanceType, _ int) string { return it.Name })
		if name != "cheapest" && name != "image" {
			sort.Strings(names)
		}
		a.Steps = append(a.Steps, step{name, names})
		return len(its) > 0
	}
	// nodeclaim.go, filterInstanceTypesByRequirements
	types = lo.Filter(types, func(it *cloudprovider.InstanceType, _ int) bool {
		return it.Requirements.Intersects(pool.Requirements) == nil
	})
	if !add("requirements", types) {
		return a
	}
	types = cloudprovider.InstanceTypes(types).Compatible(pool.Requirements)
	if !add("offerings", types) {
		return a
	}
	types = lo.Filter(types, func(it *cloudprovider.InstanceType, _ int) bool {
		return resources.Fits(nil, it.Allocatable())
	})
	if !add("room", types) {
		return a
	}
	if _, _, err := cloudprovider.InstanceTypes(types).SatisfiesMinValues(pool.Requirements); err != nil {
		a.Error = err.Error()
		return a
	}
	pool.InstanceTypeOptions = types
	claim := pool.ToNodeClaim()
	reqs := requirements.NewNodeSelectorRequirementsWithMinValues(claim.Spec.Requirements...)
	for _, f := range []filter.Filter{
		filter.CompatibleLaunchableFilter(reqs, claim.Spec.Resources.Requests),
		filter.CapacityReservationTypeFilter(reqs),
		filter.CapacityBlockFilter(reqs),
		filter.ReservedOfferingFilter(reqs),
		filter.ExoticInstanceTypeFilter(reqs),
		filter.SpotOfferingFilter(reqs),
	} {
		types, _ = f.FilterReject(types)
		if !add(f.Name(), types) {
			return a
		}
	}
	// instance.go, maxInstanceTypes
	types, err := cloudprovider.InstanceTypes(types).Truncate(ctx, reqs, 60)
	if err != nil {
		a.Error = err.Error()
		return a
	}
	add("cheapest", types)
	if images := imagesOf(ctx, &q.NodeClass); images != nil {
		mapped := amifamily.MapToInstanceTypes(types, images)
		withImage := sets.New(lo.Flatten(lo.Values(mapped))...)
		add("image", lo.Filter(types, func(it *cloudprovider.InstanceType, _ int) bool { return withImage.Has(it) }))
	}
	return a
}

// listed are all instance types with their offerings, as GetInstanceTypes of the cloud provider answers.
func listed(ctx context.Context, infos map[ec2types.InstanceType]ec2types.InstanceTypeInfo, q *question) []*cloudprovider.InstanceType {
	resolver := instancetype.NewDefaultResolver(q.Region, nil)
	kubelet := lo.Must(v1.ParseKubeletConfig(q.NodeClass.Spec.Kubelet))
	offered := map[ec2types.InstanceType][]string{}
	allZones := sets.New[string]()
	for _, z := range q.Zones {
		allZones.Insert(z.Name)
		for _, name := range z.Types {
			offered[name] = append(offered[name], z.Name)
		}
	}
	var types []*cloudprovider.InstanceType
	for name, info := range infos {
		// Karpenter describes the types of its region only, and only those: instancetype.go, UpdateInstanceTypes
		if len(offered[name]) == 0 || !lo.Contains(info.SupportedVirtualizationTypes, ec2types.VirtualizationTypeHvm) ||
			!lo.Some(info.ProcessorInfo.SupportedArchitectures, []ec2types.ArchitectureType{ec2types.ArchitectureTypeX8664, ec2types.ArchitectureTypeArm64}) {
			continue
		}
		types = append(types, lo.Must(resolver.Resolve(ctx, info, offered[name], &q.NodeClass, kubelet)))
	}
	provider := offering.NewDefaultProvider(q.Prices, nil, nil, awscache.NewUnavailableOfferings(), cache.New(-1, -1), noShift{}, nil)
	return provider.InjectOfferings(ctx, types, infos, &q.NodeClass, allZones)
}

// imagesOf are the images of an alias with what they require of instance types, as the node class's status gets them; nil for
// a node class without an alias.
func imagesOf(ctx context.Context, class *v1.EC2NodeClass) []v1.AMI {
	if class.Alias() == nil {
		return nil
	}
	query := lo.Must(amifamily.GetAMIFamily(class.AMIFamily(), nil).DescribeImageQuery(ctx, parameters{}, "1.32", class.Alias().Version))
	var images []v1.AMI
	for id := range query.KnownRequirements {
		arch := lo.Ternary(strings.Contains(id, "arm64"), core.ArchitectureArm64, core.ArchitectureAmd64)
		for _, reqs := range query.RequirementsForImageWithArchitecture(id, arch) {
			images = append(images, v1.AMI{ID: id, Requirements: lo.Map(reqs.NodeSelectorRequirements(), func(r core.NodeSelectorRequirementWithMinValues, _ int) corev1.NodeSelectorRequirement {
				return corev1.NodeSelectorRequirement{Key: r.Key, Operator: r.Operator, Values: r.Values}
			})})
		}
	}
	return images
}

// parameters names each image by its parameter.
type parameters struct{}

func (parameters) Get(_ context.Context, p ssm.Parameter) (string, error) { return p.Name, nil }

type prices map[ec2types.InstanceType]float64

func (prices) LivenessProbe(*http.Request) error             { return nil }
func (p prices) InstanceTypes() []ec2types.InstanceType      { return lo.Keys(p) }
func (p prices) UpdateOnDemandPricing(context.Context) error { return nil }
func (p prices) UpdateSpotPricing(context.Context) error     { return nil }
func (p prices) OnDemandPrice(t ec2types.InstanceType) (float64, bool) {
	price, ok := p[t]
	return price, ok
}

// SpotPrice is the price on demand, as that of Karpenter before it knows better: pricing.go.
func (p prices) SpotPrice(t ec2types.InstanceType, _ string) (float64, bool) {
	return p.OnDemandPrice(t)
}

type noShift struct{}

func (noShift) IsZonalShifted(context.Context, string) bool { return false }
func (noShift) UpdateZonalShifts(context.Context) error     { return nil }
func (noShift) ShiftedZones() sets.Set[string]              { return nil }
