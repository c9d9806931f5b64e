// policy answers what kube-apiserver's ValidatingAdmissionPolicy plugin would answer. JSON lines on stdin, one answer a line on
// stdout: {id?, policy, object, oldObject?, params?} or {id?, expressions, object, oldObject?}.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	v1 "k8s.io/api/admissionregistration/v1"
)

type question struct {
	ID                        any                           `json:"id"`
	Policy                    *v1.ValidatingAdmissionPolicy `json:"policy"`
	Expressions               []string                      `json:"expressions"`
	Object, OldObject, Params json.RawMessage
}

type answer struct {
	ID        any        `json:"id,omitempty"`
	Fatal     string     `json:"fatal,omitempty"`
	Matches   *bool      `json:"matches,omitempty"`
	Decisions []decision `json:"decisions,omitempty"`
	Values    []string   `json:"values,omitempty"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	for in.Scan() {
		line := bytes.TrimSpace(in.Bytes())
		if len(line) == 0 {
			continue
		}
		if err := encoder.Encode(answerTo(line)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func answerTo(line []byte) (a answer) {
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
	r, err := newRequest(q)
	if err != nil {
		a.Fatal = err.Error()
		return a
	}
	if q.Policy == nil {
		a.Values, err = r.evaluate(q.Expressions)
	} else {
		a.Matches, a.Decisions, err = r.decide(q.Policy)
	}
	if err != nil {
		a.Fatal = err.Error()
	}
	return a
}
