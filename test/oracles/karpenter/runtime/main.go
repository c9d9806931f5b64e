// Command runtime answers, line by line, what Karpenter's own validation says to a NodePool, and what the
// provider's says to a kubelet configuration.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"sort"

	aws "github.com/aws/karpenter-provider-aws/pkg/apis/v1"
	"go.uber.org/multierr"
	sigsjson "sigs.k8s.io/json"
	core "sigs.k8s.io/karpenter/pkg/apis/v1"
)

type question struct {
	NodePool json.RawMessage `json:"nodePool"`
	Kubelet  json.RawMessage `json:"kubelet"`
	// NodeClass is decoded only: what comes after needs a cluster.
	NodeClass json.RawMessage `json:"nodeClass"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for in.Scan() {
		var q question
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			panic(err)
		}
		errs := []string{}
		for _, err := range answer(q) {
			errs = append(errs, err.Error())
		}
		sort.Strings(errs)
		if err := out.Encode(errs); err != nil {
			panic(err)
		}
	}
}

func answer(q question) []error {
	if q.Kubelet != nil {
		var kc aws.KubeletConfiguration
		if err := json.Unmarshal(q.Kubelet, &kc); err != nil {
			return []error{err}
		}
		return aws.ValidateKubeletConfig(kc)
	}
	if q.NodeClass != nil {
		if err := sigsjson.UnmarshalCaseSensitivePreserveInts(q.NodeClass, &aws.EC2NodeClass{}); err != nil {
			return []error{err}
		}
		return nil
	}
	var pool core.NodePool
	if err := sigsjson.UnmarshalCaseSensitivePreserveInts(q.NodePool, &pool); err != nil {
		return []error{err}
	}
	return multierr.Errors(pool.RuntimeValidate(context.Background()))
}
