// Command drift answers whether labels that a node got at launch are still what its NodePool requires. It reads JSON lines
// {requirements, labels} and answers each with {drifted}, as areRequirementsDrifted of
// pkg/controllers/nodeclaim/disruption/drift.go computes it, or {error} where Go cannot decode it.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	_ "github.com/aws/karpenter-provider-aws/pkg/apis/v1" // registers the labels of AWS
	core "sigs.k8s.io/karpenter/pkg/apis/v1"
	"sigs.k8s.io/karpenter/pkg/scheduling"
)

type answer struct {
	Drifted bool   `json:"drifted"`
	Error   string `json:"error,omitempty"`
}

func main() {
	// as pkg/operator/operator.go of the provider does at its start
	core.NormalizedLabels["topology.ebs.csi.aws.com/zone"] = "topology.kubernetes.io/zone"
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		_ = out.Encode(handle(in.Bytes()))
	}
}

func handle(line []byte) (a answer) {
	defer func() {
		if e := recover(); e != nil {
			a = answer{Error: fmt.Sprint(e)}
		}
	}()
	var asked struct {
		Requirements []core.NodeSelectorRequirementWithMinValues
		Labels       map[string]string
	}
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{Error: err.Error()}
	}
	required := scheduling.NewNodeSelectorRequirementsWithMinValues(asked.Requirements...)
	return answer{Drifted: scheduling.NewLabelRequirements(asked.Labels).Compatible(required) != nil}
}
