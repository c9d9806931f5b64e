// Command yamloracle runs kustomize's YAML readers and emitter on a text.
//
// It reads JSON lines and writes one JSON line for each:
//
//	{"read": TEXT}       {"value": JSON} as sigs.k8s.io/yaml YAMLToJSON gives it
//	{"documents": TEXT}  {"values": [JSON]} as kyaml reads a resource file
//	{"emit": JSON}       {"text": YAML} as kustomize prints a resource
//
// or {"error": MESSAGE}. In values, an integer of more than 15 digits is {"$integer": "DIGITS"}, for
// readers that would round it.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"sigs.k8s.io/kustomize/kyaml/kio"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
	"sigs.k8s.io/yaml"
)

type request struct {
	Read      *string         `json:"read"`
	Documents *string         `json:"documents"`
	Emit      json.RawMessage `json:"emit"`
}

type response struct {
	Value  json.RawMessage    `json:"value,omitempty"`
	Values *[]json.RawMessage `json:"values,omitempty"`
	Text   *string            `json:"text,omitempty"`
	Error  string             `json:"error,omitempty"`
}

func respond(line []byte) (result response) {
	defer func() {
		if fault := recover(); fault != nil {
			result = response{Error: fmt.Sprintf("panic: %v", fault)}
		}
	}()
	var in request
	if err := json.Unmarshal(line, &in); err != nil {
		return response{Error: "request: " + err.Error()}
	}
	var err error
	switch {
	case in.Read != nil:
		result.Value, err = exact(yaml.YAMLToJSON([]byte(*in.Read)))
	case in.Documents != nil:
		result.Values, err = documents(*in.Documents)
	default:
		var text []byte
		text, err = print(in.Emit)
		s := string(text)
		result.Text = &s
	}
	if err != nil {
		return response{Error: err.Error()}
	}
	return result
}

// documents follows resource.Factory.RNodesFromBytes and Resource.AsYAML.
func documents(text string) (*[]json.RawMessage, error) {
	if err := refuseCycles(text); err != nil {
		return nil, err
	}
	nodes, err := kio.FromBytes([]byte(text))
	if err != nil {
		return nil, err
	}
	values := []json.RawMessage{}
	for _, node := range nodes {
		if node.IsNilOrEmpty() {
			continue
		}
		value, err := toJSON(node)
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return &values, nil
}

// refuseCycles rejects an alias within its own anchor, on which kyaml overflows the stack.
func refuseCycles(text string) error {
	reader := kio.ByteReader{OmitReaderAnnotations: true, Reader: strings.NewReader(text)}
	nodes, err := reader.Read()
	if err != nil {
		return err
	}
	for _, node := range nodes {
		if hasCycle(node.YNode(), map[*kyaml.Node]bool{}) {
			return errors.New("anchor value contains itself")
		}
	}
	return nil
}

func hasCycle(node *kyaml.Node, above map[*kyaml.Node]bool) bool {
	if node == nil || above[node] {
		return node != nil
	}
	above[node] = true
	defer delete(above, node)
	if hasCycle(node.Alias, above) {
		return true
	}
	for _, part := range node.Content {
		if hasCycle(part, above) {
			return true
		}
	}
	return false
}

func toJSON(node *kyaml.RNode) (json.RawMessage, error) {
	if node.YNode().Kind != kyaml.ScalarNode {
		return exact(node.MarshalJSON())
	}
	// MarshalJSON expects a mapping or sequence; this is how it treats the scalars in them.
	text, err := node.String()
	if err != nil {
		return nil, err
	}
	var scalar any
	if err := kyaml.Unmarshal([]byte(text), &scalar); err != nil {
		return nil, err
	}
	return exact(json.Marshal(scalar))
}

// print follows Resource.AsYAML, where it is encoding/json that writes the JSON.
func print(value json.RawMessage) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(value))
	decoder.UseNumber()
	var decoded any
	if err := decoder.Decode(&decoded); err != nil {
		return nil, err
	}
	text, err := json.Marshal(decoded)
	if err != nil {
		return nil, err
	}
	return yaml.JSONToYAML(text)
}

// exact wraps long integers.
func exact(text []byte, err error) (json.RawMessage, error) {
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	return json.Marshal(wrap(value))
}

func wrap(value any) any {
	switch value := value.(type) {
	case json.Number:
		if digits := value.String(); len(digits) > 15 && !strings.ContainsAny(digits, ".e") {
			return map[string]string{"$integer": digits}
		}
	case []any:
		for i := range value {
			value[i] = wrap(value[i])
		}
	case map[string]any:
		for key := range value {
			value[key] = wrap(value[key])
		}
	}
	return value
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			done := make(chan response, 1)
			go func() { done <- respond(line) }()
			select {
			case result := <-done:
				_ = encoder.Encode(result)
			case <-time.After(10 * time.Second):
				_ = encoder.Encode(response{Error: "timeout"})
			}
		}
		if in.Buffered() == 0 {
			out.Flush()
		}
		if err != nil {
			out.Flush()
			return
		}
	}
}
