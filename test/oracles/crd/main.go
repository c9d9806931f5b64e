// crd answers what kube-apiserver would answer for a custom resource. JSON lines {id?, crd, object, old?} on stdin, one
// answer a line on stdout; crd is a CRD file or a folder of them.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
)

type question struct {
	ID          any    `json:"id"`
	CRD         string `json:"crd"`
	Object, Old json.RawMessage
}

type answer struct {
	ID     any            `json:"id,omitempty"`
	Fatal  string         `json:"fatal,omitempty"`
	Stored map[string]any `json:"stored,omitempty"`
	*Result
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	encoder := json.NewEncoder(os.Stdout)
	store := crdStore{}
	for in.Scan() {
		line := bytes.TrimSpace(in.Bytes())
		if len(line) == 0 {
			continue
		}
		if err := encoder.Encode(store.answer(line)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func (s crdStore) answer(line []byte) (a answer) {
	defer func() {
		if e := recover(); e != nil {
			a = answer{ID: a.ID, Fatal: fmt.Sprint(e)}
		}
	}()
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return answer{Fatal: err.Error()}
	}
	a.ID = q.ID
	object, err := fromJSON(q.Object)
	if err != nil {
		a.Fatal = err.Error()
		return a
	}
	var old map[string]any
	if len(q.Old) > 0 && string(q.Old) != "null" {
		if old, err = fromJSON(q.Old); err != nil {
			a.Fatal = err.Error()
			return a
		}
	}
	crd, err := s.find(q.CRD, object)
	if err != nil {
		a.Fatal = err.Error()
		return a
	}
	result := crd.check(object, old)
	a.Result, a.Stored = &result, result.Stored
	return a
}
