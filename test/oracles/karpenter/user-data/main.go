// Reads JSON lines {family, userData} and answers each with the error that Karpenter has when it builds the user data of a node,
// or the empty string.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"

	v1 "github.com/aws/karpenter-provider-aws/pkg/apis/v1"
	"github.com/aws/karpenter-provider-aws/pkg/providers/amifamily/bootstrap"
)

type userDataCase struct {
	Family   string `json:"family"`
	UserData string `json:"userData"`
	Error    string `json:"error"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var one userDataCase
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			panic(err)
		}
		one.Error = ""
		if _, err := bootstrapperOf(one).Script(context.Background()); err != nil {
			one.Error = err.Error()
		}
		answer, err := json.Marshal(one)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(answer))
	}
}

func bootstrapperOf(one userDataCase) bootstrap.Bootstrapper {
	cidr, bundle := "10.100.0.0/16", "Y2E="
	options := bootstrap.Options{
		ClusterName:     "cluster",
		ClusterEndpoint: "https://cluster",
		ClusterCIDR:     &cidr,
		CABundle:        &bundle,
		CustomUserData:  &one.UserData,
		KubeletConfig:   &v1.ParsedKubeletConfig{},
	}
	switch one.Family {
	case "AL2":
		return bootstrap.EKS{Options: options}
	case "AL2023":
		return bootstrap.Nodeadm{Options: options}
	case "Bottlerocket":
		return bootstrap.Bottlerocket{Options: options}
	default:
		panic("no family " + one.Family)
	}
}
