package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"

	"github.com/yannh/kubeconform/pkg/resource"
	"github.com/yannh/kubeconform/pkg/validator"
)

const (
	// schemaRoot is the folder of all schemas; it shows in messages as the location of a schema.
	schemaRoot = "/schemas/"
	// As kubeconform v0.8.0 pkg/resource/files.go, findResourcesInReader.
	longestDocument = 256 * 1024 * 1024
	firstBuffer     = 64 * 1024
	longestPart     = 1000
)

type options struct {
	Locations         []string `json:"locations"`
	KubernetesVersion string   `json:"kubernetesVersion"`
	Strict            bool     `json:"strict"`
	IgnoreMissing     bool     `json:"ignoreMissing"`
	Skip              []string `json:"skip"`
	Reject            []string `json:"reject"`
}

type fault struct {
	Path    string `json:"path"`
	Message string `json:"message"`
}

type result struct {
	APIVersion string  `json:"apiVersion"`
	Kind       string  `json:"kind"`
	Namespace  string  `json:"namespace"`
	Name       string  `json:"name"`
	Status     string  `json:"status"`
	Message    string  `json:"message"`
	Errors     []fault `json:"errors"`
}

type engine struct {
	validator validator.Validator
}

func newEngine(o options) (*engine, error) {
	locations := make([]string, len(o.Locations))
	for i, location := range o.Locations {
		locations[i] = schemaRoot + location
	}
	v, err := validator.New(locations, validator.Opts{
		KubernetesVersion:    o.KubernetesVersion,
		Strict:               o.Strict,
		IgnoreMissingSchemas: o.IgnoreMissing,
		SkipKinds:            set(o.Skip),
		RejectKinds:          set(o.Reject),
	})
	if err != nil {
		return nil, err
	}
	return &engine{v}, nil
}

// validate answers for each document of a text as the command does for a file: kubeconform v0.8.0
// pkg/resource/files.go, findResourcesInReader, whose rules differ from those of a stream. Answers go out in parts,
// the last one marked, so that millions of documents do not stand in memory at once.
func (e *engine) validate(name, text string, answer func(part []result, all bool)) {
	part := []result{}
	found := false
	add := func(r result) {
		if len(part) == longestPart {
			answer(part, false)
			part = part[:0]
		}
		part = append(part, r)
		found = true
	}
	scanner := bufio.NewScanner(strings.NewReader(text))
	scanner.Buffer(make([]byte, firstBuffer), longestDocument)
	scanner.Split(resource.SplitYAMLDocument)
	for scanner.Scan() {
		if len(scanner.Bytes()) > 0 {
			res := resource.Resource{Path: name, Bytes: []byte(scanner.Text())}
			for _, r := range res.Resources() {
				add(e.check(r))
				runtime.Gosched() // the garbage collector works in the pauses of the only thread
			}
		}
	}
	empty := !found
	if err := scanner.Err(); err != nil {
		add(result{Status: "error", Message: err.Error(), Errors: []fault{}})
	}
	if empty {
		add(result{Status: "empty", Errors: []fault{}})
	}
	answer(part, true)
}

// check answers for one document. A panic of the libraries below is an answer too: other documents go on.
func (e *engine) check(res resource.Resource) (out result) {
	defer func() {
		if panicked := recover(); panicked != nil {
			out = result{Status: "error", Message: fmt.Sprintf("kubeconform panicked: %v", panicked), Errors: []fault{}}
		}
	}()
	return describe(e.validator.ValidateResource(res))
}

func describe(r validator.Result) result {
	signature, _ := r.Resource.Signature()
	out := result{
		APIVersion: signature.Version,
		Kind:       signature.Kind,
		Namespace:  signature.Namespace,
		Name:       signature.Name,
		Status:     statusName(r.Status),
		Errors:     []fault{},
	}
	if r.Err != nil {
		out.Message = r.Err.Error()
	}
	for _, e := range r.ValidationErrors {
		out.Errors = append(out.Errors, fault{Path: e.Path, Message: e.Msg})
	}
	return out
}

func statusName(s validator.Status) string {
	switch s {
	case validator.Valid:
		return "valid"
	case validator.Invalid:
		return "invalid"
	case validator.Skipped:
		return "skipped"
	case validator.Empty:
		return "empty"
	default:
		return "error"
	}
}

func set(names []string) map[string]struct{} {
	out := make(map[string]struct{}, len(names))
	for _, name := range names {
		out[name] = struct{}{}
	}
	return out
}

func encode(results []result) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(results); err != nil {
		panic(err) // strings alone always encode
	}
	return text.String()
}
