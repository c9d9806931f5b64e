// Command substitution answers what Flux makes of a text or of Kubernetes objects.
//
// It reads one JSON request a line and writes one JSON answer a line:
//
//	{"mode": "envsubst" | "kustomize", "template": "...", "vars": {"A": "b"}, "strict": false, "always": false}
//	{"result": "..."} or {"error": "..."}
//
// In mode envsubst the template is any text; in mode kustomize it is a stream of objects, each of which goes
// through the controller's own function. An object that opts out is printed unchanged.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/fluxcd/pkg/envsubst"
	"github.com/fluxcd/pkg/kustomize"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/kustomize/api/provider"
)

type request struct {
	Mode     string            `json:"mode"`
	Template string            `json:"template"`
	Vars     map[string]string `json:"vars"`
	Strict   bool              `json:"strict"`
	Always   bool              `json:"always"`
}

type answer struct {
	Result *string `json:"result,omitempty"`
	Error  *string `json:"error,omitempty"`
}

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(in io.Reader, out io.Writer) error {
	decoder := json.NewDecoder(bufio.NewReader(in))
	writer := bufio.NewWriter(out)
	encoder := json.NewEncoder(writer)
	encoder.SetEscapeHTML(false)
	for {
		var r request
		if err := decoder.Decode(&r); err == io.EOF {
			return writer.Flush()
		} else if err != nil {
			return err
		}
		if err := encoder.Encode(reply(r)); err != nil {
			return err
		}
		if err := writer.Flush(); err != nil {
			return err
		}
	}
}

func reply(r request) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			text := fmt.Sprintf("panic: %v", p)
			a = answer{Error: &text}
		}
	}()
	result, err := substitute(r)
	if err != nil {
		text := err.Error()
		return answer{Error: &text}
	}
	return answer{Result: &result}
}

func substitute(r request) (string, error) {
	if r.Mode == "kustomize" {
		return substituteObjects(r)
	}
	return envsubst.Eval(r.Template, func(name string) (string, bool) {
		value, exists := r.Vars[name]
		return value, exists || !r.Strict
	})
}

func substituteObjects(r request) (string, error) {
	resources, err := provider.NewDefaultDepProvider().GetResourceFactory().SliceFromBytes([]byte(r.Template))
	if err != nil {
		return "", err
	}
	vars := map[string]any{}
	for name, value := range r.Vars {
		vars[name] = value
	}
	owner := unstructured.Unstructured{Object: map[string]any{
		"spec": map[string]any{"postBuild": map[string]any{"substitute": vars}},
	}}
	var documents []string
	for _, resource := range resources {
		substituted, err := kustomize.SubstituteVariables(context.Background(), nil, owner, resource,
			kustomize.SubstituteWithDryRun(true),
			kustomize.SubstituteWithStrict(r.Strict),
			kustomize.SubstituteWithAlways(r.Always))
		if err != nil {
			return "", err
		}
		if substituted == nil {
			substituted = resource
		}
		text, err := substituted.AsYAML()
		if err != nil {
			return "", err
		}
		documents = append(documents, string(text))
	}
	return strings.Join(documents, "---\n"), nil
}
