package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
	"strings"

	celgo "github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/admission/plugin/cel"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/environment"
)

// expression may have a value of any type.
type expression string

func (e expression) GetExpression() string      { return string(e) }
func (e expression) ReturnTypes() []*celgo.Type { return []*celgo.Type{celgo.AnyType} }

var compiler = cel.NewConditionCompiler(baseEnvironment)

// evaluate gives each expression's value as text, or its error after "error: ".
func (r *request) evaluate(expressions []string) ([]string, error) {
	kind := metav1.GroupVersionKind(r.attributes.VersionedKind)
	admissionRequest := cel.CreateAdmissionRequest(r.attributes.Attributes, metav1.GroupVersionResource(r.resource), kind)
	var out []string
	for _, text := range expressions {
		evaluator := compiler.CompileCondition([]cel.ExpressionAccessor{expression(text)}, cel.OptionalVariableDeclarations{}, environment.StoredExpressions)
		results, _, err := evaluator.ForInput(context.Background(), r.attributes, admissionRequest, cel.OptionalVariableBindings{}, nil, celconfig.RuntimeCELCostBudget)
		switch {
		case err != nil:
			out = append(out, "error: "+err.Error())
		case results[0].Error != nil:
			out = append(out, "error: "+results[0].Error.Error())
		default:
			out = append(out, show(results[0].EvalResult))
		}
	}
	return out, nil
}

// show writes a value as CEL would, the keys of maps in order.
func show(value ref.Val) string {
	switch v := value.(type) {
	case types.Null:
		return "null"
	case types.String:
		text, _ := json.Marshal(string(v))
		return string(text)
	case types.Bytes:
		return fmt.Sprintf("b%q", []byte(v))
	case types.Uint:
		return fmt.Sprintf("%du", uint64(v))
	case types.Double:
		return "double " + strconv.FormatFloat(float64(v), 'g', -1, 64)
	case types.Bool, types.Int:
		return fmt.Sprint(v.Value())
	case types.Duration:
		return "duration " + strconv.FormatFloat(v.Duration.Seconds(), 'f', -1, 64)
	case types.Timestamp:
		return "timestamp " + v.Time.UTC().Format("2006-01-02T15:04:05.999999999Z")
	case *types.Optional:
		if !v.HasValue() {
			return "optional.none()"
		}
		return "optional.of(" + show(v.GetValue()) + ")"
	case *types.Type:
		return "type " + v.TypeName()
	case traits.Lister:
		var items []string
		for it := v.Iterator(); it.HasNext() == types.True; {
			items = append(items, show(it.Next()))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case traits.Mapper:
		var entries []string
		for it := v.Iterator(); it.HasNext() == types.True; {
			key := it.Next()
			entries = append(entries, show(key)+": "+show(v.Get(key)))
		}
		sort.Strings(entries)
		return "{" + strings.Join(entries, ", ") + "}"
	}
	return "other " + value.Type().TypeName()
}
