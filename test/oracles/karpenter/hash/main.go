// Command hash answers with Karpenter's own drift hashes. It reads JSON lines, each a NodePool or an EC2NodeClass, and
// answers each with {hash, hashVersion}, or {error} where Go cannot decode it. With -types it prints, as TypeScript, the
// Go types that are hashed.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"

	aws "github.com/aws/karpenter-provider-aws/pkg/apis/v1"
	core "sigs.k8s.io/karpenter/pkg/apis/v1"
)

type answer struct {
	Hash        string `json:"hash,omitempty"`
	HashVersion string `json:"hashVersion,omitempty"`
	Error       string `json:"error,omitempty"`
}

func main() {
	types := flag.Bool("types", false, "print the types that are hashed")
	flag.Parse()
	if *types {
		printTypes()
		return
	}
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
	var named struct{ Kind string }
	if err := json.Unmarshal(line, &named); err != nil {
		return answer{Error: err.Error()}
	}
	if named.Kind == "NodePool" {
		var pool core.NodePool
		if err := json.Unmarshal(line, &pool); err != nil {
			return answer{Error: err.Error()}
		}
		return answer{Hash: pool.Hash(), HashVersion: core.NodePoolHashVersion}
	}
	var class aws.EC2NodeClass
	if err := json.Unmarshal(line, &class); err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Hash: classHash(&class), HashVersion: aws.EC2NodeClassHashVersion}
}

// classHash calls Hash, which takes the cluster's CA bundle since v1.12: nil, as for a node class without one.
func classHash(class *aws.EC2NodeClass) string {
	hash := reflect.ValueOf(class).MethodByName("Hash")
	var args []reflect.Value
	for i := range hash.Type().NumIn() {
		args = append(args, reflect.Zero(hash.Type().In(i)))
	}
	return hash.Call(args)[0].String()
}
