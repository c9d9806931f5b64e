// Command kustomize runs the real kustomize engine (sigs.k8s.io/kustomize/api v0.21.2).
//
//	go run . -serve             one request a line on stdin, one response a line on stdout
//	go run . -golden DIR        write expected.yaml or expected-error.txt beside every DIR/*/input
//	go run . -bench N < case    time N builds of one request in this process
//
// A request is {"files": {path: text}, "target": dir, "reorder": "none" | ""}; the files live in
// memory, from "/". A response is {"output": text} or {"error": text}.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/kustomize/kyaml/openapi"
)

type request struct {
	Files   map[string]string `json:"files"`
	Target  string            `json:"target"`
	Reorder string            `json:"reorder"`
}

type response struct {
	Output *string `json:"output,omitempty"`
	Error  *string `json:"error,omitempty"`
}

func main() {
	serving := flag.Bool("serve", false, "respond to requests on stdin")
	golden := flag.String("golden", "", "refresh the expectations below this directory")
	bench := flag.Int("bench", 0, "how many builds to time")
	flag.Parse()
	log.SetOutput(io.Discard)
	switch {
	case *serving:
		serve(os.Stdin, os.Stdout)
	case *golden != "":
		refresh(*golden)
	case *bench > 0:
		measure(*bench)
	default:
		flag.Usage()
		os.Exit(2)
	}
}

// build starts each request from the state of a new process: an "openapi" field changes a schema that
// is global in kyaml and outlives the build.
func build(fs filesys.FileSystem, target, reorder string) (result response) {
	defer func() {
		if fault := recover(); fault != nil {
			text := fmt.Sprintf("panic: %v", fault)
			result = response{Error: &text}
		}
	}()
	if openapi.GetSchemaVersion() != openapi.DefaultOpenAPI {
		openapi.ResetOpenAPI()
	}
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOption(reorder)
	if reorder == "" {
		options.Reorder = krusty.ReorderOptionUnspecified
	}
	silence := silenceStderr()
	defer silence()
	resources, err := krusty.MakeKustomizer(options).Run(fs, target)
	if err == nil {
		var text []byte
		if text, err = resources.AsYaml(); err == nil {
			output := string(text)
			return response{Output: &output}
		}
	}
	text := err.Error()
	return response{Error: &text}
}

// silenceStderr drops the warnings that the engine prints itself.
func silenceStderr() func() {
	before := os.Stderr
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return func() {}
	}
	os.Stderr = null
	return func() {
		os.Stderr = before
		null.Close()
	}
}

func inMemory(files map[string]string) filesys.FileSystem {
	fs := filesys.MakeFsInMemory()
	for path, text := range files {
		check(fs.WriteFile(path, []byte(text)))
	}
	return fs
}

func serve(in io.Reader, out io.Writer) {
	reader := bufio.NewReaderSize(in, 1<<20)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := reader.ReadBytes('\n')
		if len(line) > 1 {
			var req request
			check(json.Unmarshal(line, &req))
			check(encoder.Encode(build(inMemory(req.Files), req.Target, req.Reorder)))
		}
		if err != nil {
			return
		}
	}
}

// refresh builds the "input" directory of every fixture, or its "overlay" when it has one.
func refresh(dir string) {
	inputs, err := filepath.Glob(filepath.Join(dir, "*", "input"))
	check(err)
	sort.Strings(inputs)
	for _, input := range inputs {
		fixture := filepath.Dir(input)
		target := filepath.Join(input, "overlay")
		if _, err := os.Stat(target); err != nil {
			target = input
		}
		expected, failed := filepath.Join(fixture, "expected.yaml"), filepath.Join(fixture, "expected-error.txt")
		os.Remove(expected)
		os.Remove(failed)
		root, err := filepath.Abs(input)
		check(err)
		result := build(filesys.MakeFsOnDisk(), target, "")
		if result.Output != nil {
			check(os.WriteFile(expected, []byte(*result.Output), 0o644))
		} else {
			check(os.WriteFile(failed, []byte(strings.ReplaceAll(*result.Error, root, "")+"\n"), 0o644))
		}
		fmt.Println(fixture)
	}
}

func measure(n int) {
	var req request
	check(json.NewDecoder(os.Stdin).Decode(&req))
	fs := inMemory(req.Files)
	silence := silenceStderr()
	start := time.Now()
	run(fs, req)
	first := time.Since(start)
	times := make([]time.Duration, n)
	for i := range times {
		start = time.Now()
		run(fs, req)
		times[i] = time.Since(start)
	}
	silence()
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	fmt.Printf("{\"first\": %.4f, \"median\": %.4f}\n", first.Seconds()*1e3, times[n/2].Seconds()*1e3)
}

func run(fs filesys.FileSystem, req request) {
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified
	resources, err := krusty.MakeKustomizer(options).Run(fs, req.Target)
	check(err)
	_, err = resources.AsYaml()
	check(err)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "kustomize oracle:", err)
		os.Exit(1)
	}
}
