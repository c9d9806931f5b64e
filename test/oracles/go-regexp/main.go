// go-regexp answers what Go's regexp package makes of a pattern. JSON lines {pattern, texts} on stdin, one answer a line on
// stdout: {error}, or {matches}, of each text all matches, as UTF-16 offsets would not fit, in full.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
)

type question struct {
	Pattern string   `json:"pattern"`
	Texts   []string `json:"texts"`
}

type answer struct {
	Error   string     `json:"error,omitempty"`
	Matches [][]string `json:"matches,omitempty"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for in.Scan() {
		var q question
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if err := encoder.Encode(answerTo(q)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func answerTo(q question) (a answer) {
	re, err := regexp.Compile(q.Pattern)
	if err != nil {
		a.Error = err.Error()
		return a
	}
	for _, text := range q.Texts {
		matches := re.FindAllString(text, -1)
		if matches == nil {
			matches = []string{}
		}
		a.Matches = append(a.Matches, matches)
	}
	return a
}
