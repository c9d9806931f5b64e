// Command kubeconform answers what the kubeconform command makes of a file.
//
// It reads one JSON request a line and writes one JSON answer a line. The first line makes a validator, as does
// any later one that has "schemas"; other lines are checked with the last one made:
//
//	{"schemas": {"FILE": "JSON text"}, "locations": ["TEMPLATE"], "kubernetesVersion": "master", "strict": false,
//	 "ignoreMissing": false, "skip": [], "reject": []}
//	{} or {"error": "..."}
//
//	{"name": "pool.yaml", "text": "..."}
//	{"results": [{"file", "apiVersion", "kind", "namespace", "name", "status", "message", "errors"}]}
//
// Schemas and texts go through real files. Messages name the folder of the schemas /schemas.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/yannh/kubeconform/pkg/resource"
	"github.com/yannh/kubeconform/pkg/validator"
)

type request struct {
	Schemas           map[string]string `json:"schemas"`
	Locations         []string          `json:"locations"`
	KubernetesVersion string            `json:"kubernetesVersion"`
	Strict            bool              `json:"strict"`
	IgnoreMissing     bool              `json:"ignoreMissing"`
	Skip              []string          `json:"skip"`
	Reject            []string          `json:"reject"`
	Name              string            `json:"name"`
	Text              string            `json:"text"`
}

type fault struct {
	Path    string `json:"path"`
	Message string `json:"message"`
}

type result struct {
	File       string  `json:"file"`
	APIVersion string  `json:"apiVersion"`
	Kind       string  `json:"kind"`
	Namespace  string  `json:"namespace"`
	Name       string  `json:"name"`
	Status     string  `json:"status"`
	Message    string  `json:"message"`
	Errors     []fault `json:"errors"`
}

type answer struct {
	Results []result `json:"results,omitempty"`
	Error   string   `json:"error,omitempty"`
}

type oracle struct {
	folder    string
	schemas   string
	validator validator.Validator
}

func main() {
	folder, err := os.MkdirTemp("", "kubeconform-oracle-")
	if err == nil {
		err = serve(&oracle{folder: folder}, os.Stdin, os.Stdout)
		os.RemoveAll(folder)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(o *oracle, in io.Reader, out io.Writer) error {
	decoder := json.NewDecoder(bufio.NewReader(in))
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		var r request
		if err := decoder.Decode(&r); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := encoder.Encode(o.reply(r)); err != nil {
			return err
		}
	}
}

func (o *oracle) reply(r request) answer {
	if r.Schemas != nil {
		if err := o.create(r); err != nil {
			return answer{Error: err.Error()}
		}
		return answer{}
	}
	results, err := o.check(r.Name, r.Text)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Results: results}
}

func (o *oracle) create(r request) error {
	folder, err := os.MkdirTemp(o.folder, "schemas-")
	if err != nil {
		return err
	}
	for name, text := range r.Schemas {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	locations := []string{}
	for _, location := range r.Locations {
		locations = append(locations, filepath.Join(folder, location))
	}
	o.schemas = folder
	o.validator, err = validator.New(locations, validator.Opts{
		KubernetesVersion:    r.KubernetesVersion,
		Strict:               r.Strict,
		IgnoreMissingSchemas: r.IgnoreMissing,
		SkipKinds:            set(r.Skip),
		RejectKinds:          set(r.Reject),
	})
	return err
}

// check does what cmd/kubeconform/main.go does with one file and one worker.
func (o *oracle) check(name, text string) ([]result, error) {
	path := filepath.Join(o.folder, "text.yaml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return nil, err
	}
	resources, faults := resource.FromFiles(context.Background(), []string{path}, nil, 1)
	results := []result{}
	for resources != nil || faults != nil {
		select {
		case r, open := <-resources:
			if !open {
				resources = nil
			} else {
				results = append(results, o.describe(name, o.validator.ValidateResource(r)))
			}
		case err, open := <-faults:
			if !open {
				faults = nil
			} else if err != nil {
				results = append(results, result{File: name, Status: "error", Message: err.Error(), Errors: []fault{}})
			}
		}
	}
	return results, nil
}

func (o *oracle) describe(file string, r validator.Result) result {
	signature, _ := r.Resource.Signature()
	statuses := map[validator.Status]string{
		validator.Error:   "error",
		validator.Skipped: "skipped",
		validator.Valid:   "valid",
		validator.Invalid: "invalid",
		validator.Empty:   "empty",
	}
	out := result{
		File:       file,
		APIVersion: signature.Version,
		Kind:       signature.Kind,
		Namespace:  signature.Namespace,
		Name:       signature.Name,
		Status:     statuses[r.Status],
		Errors:     []fault{},
	}
	if r.Err != nil {
		out.Message = strings.ReplaceAll(r.Err.Error(), o.schemas, "/schemas")
	}
	for _, e := range r.ValidationErrors {
		out.Errors = append(out.Errors, fault{Path: e.Path, Message: e.Msg})
	}
	return out
}

func set(names []string) map[string]struct{} {
	out := map[string]struct{}{}
	for _, name := range names {
		out[name] = struct{}{}
	}
	return out
}
