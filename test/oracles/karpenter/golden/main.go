// Command golden answers with Go's own parsers what the tests ask. Refresh with
//
//	go run ./golden < ../../generator/check/karpenter/fixtures/texts.json > ../../generator/check/karpenter/fixtures/golden.json
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/robfig/cron/v3"
	"k8s.io/apimachinery/pkg/api/resource"
)

type texts struct {
	Since      string   `json:"since"`
	Schedules  []string `json:"schedules"`
	Durations  []string `json:"durations"`
	Quantities []string `json:"quantities"`
}

type answer struct {
	Text  string   `json:"text"`
	Error string   `json:"error,omitempty"`
	Value string   `json:"value,omitempty"`
	Hits  []string `json:"hits,omitempty"`
}

func main() {
	var in texts
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		panic(err)
	}
	since, err := time.Parse(time.RFC3339, in.Since)
	if err != nil {
		panic(err)
	}
	out := map[string]any{"since": in.Since}
	out["schedules"] = each(in.Schedules, func(text string) (answer, error) {
		schedule, err := cron.ParseStandard(fmt.Sprintf("TZ=UTC %s", text))
		if err != nil {
			return answer{}, err
		}
		hits := []string{}
		for at, n := schedule.Next(since), 0; !at.IsZero() && n < 6; at, n = schedule.Next(at), n+1 {
			hits = append(hits, at.Format(time.RFC3339))
		}
		return answer{Hits: hits}, nil
	})
	out["durations"] = each(in.Durations, func(text string) (answer, error) {
		d, err := time.ParseDuration(text)
		return answer{Value: fmt.Sprint(d.Nanoseconds())}, err
	})
	out["quantities"] = each(in.Quantities, func(text string) (answer, error) {
		q, err := resource.ParseQuantity(text)
		return answer{Value: fmt.Sprint(q.AsApproximateFloat64())}, err
	})
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(out); err != nil {
		panic(err)
	}
}

func each(list []string, ask func(string) (answer, error)) []answer {
	out := []answer{}
	for _, text := range list {
		got, err := ask(text)
		if err != nil {
			got = answer{Error: err.Error()}
		}
		got.Text = text
		out = append(out, got)
	}
	return out
}
