// Command budgets answers, line by line, how many nodes Karpenter lets go: at one time, or at every minute of some days, and when
// robfig/cron fires.
package main

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"time"

	"github.com/robfig/cron/v3"
	clock "k8s.io/utils/clock/testing"
	core "sigs.k8s.io/karpenter/pkg/apis/v1"
)

type request struct {
	Disruption core.Disruption       `json:"disruption"`
	Nodes      int                   `json:"nodes"`
	Reason     core.DisruptionReason `json:"reason"`
	// Time is in milliseconds since 1970.
	Time int64 `json:"time"`
	// Minutes asks for every change at full minutes from Time on.
	Minutes int `json:"minutes"`
	// Schedule asks for the times at which it fires within Minutes, in place of budgets.
	Schedule string `json:"schedule"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		var r request
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			panic(err)
		}
		if err := out.Encode(answer(r)); err != nil {
			panic(err)
		}
	}
}

func answer(r request) any {
	start := time.UnixMilli(r.Time).UTC()
	if r.Schedule != "" {
		return hits(r.Schedule, start, start.Add(time.Duration(r.Minutes)*time.Minute))
	}
	if r.Minutes == 0 {
		return allowed(r, start)
	}
	changes := [][2]int{}
	for minute := range r.Minutes {
		now := allowed(r, start.Add(time.Duration(minute)*time.Minute))
		if minute == 0 || changes[len(changes)-1][1] != now {
			changes = append(changes, [2]int{minute, now})
		}
	}
	return changes
}

// allowed is -1 without limit, and otherwise not negative, as in BuildDisruptionBudgetMapping.
func allowed(r request, at time.Time) int {
	pool := core.NodePool{Spec: core.NodePoolSpec{Disruption: r.Disruption}}
	nodes, err := pool.GetAllowedDisruptionsByReason(clock.NewFakeClock(at), r.Nodes, r.Reason)
	if err != nil {
		return 0
	}
	if nodes == math.MaxInt32 {
		return -1
	}
	return max(nodes, 0)
}

func hits(text string, after, until time.Time) []int64 {
	schedule, err := cron.ParseStandard("TZ=UTC " + text)
	if err != nil {
		return nil
	}
	out := []int64{}
	for at := schedule.Next(after); !at.IsZero() && at.Before(until); at = schedule.Next(at) {
		out = append(out, at.UnixMilli())
	}
	return out
}
