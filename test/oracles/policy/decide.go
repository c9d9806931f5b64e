package main

import (
	"context"

	v1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/policy/generic"
	"k8s.io/apiserver/pkg/admission/plugin/policy/matching"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/matchconditions"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/environment"
)

type decision struct {
	Action     string `json:"action"`
	Evaluation string `json:"evaluation"`
	Message    string `json:"message,omitempty"`
	Reason     string `json:"reason,omitempty"`
}

var baseEnvironment = environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion())

// decide says whether a policy matches, and what each of its validations decides.
func (r *request) decide(policy *v1.ValidatingAdmissionPolicy) (*bool, []decision, error) {
	matcher := generic.NewPolicyMatcher(matching.NewMatcher(nil, nil))
	matches, _, _, err := matcher.DefinitionMatches(r.attributes, interfaces(),
		validating.NewValidatingAdmissionPolicyAccessor(policy))
	if err != nil || !matches {
		return &matches, nil, err
	}
	validator, err := compile(policy)
	if err != nil {
		return &matches, nil, err
	}
	result := validator.Validate(context.Background(), r.resource, r.attributes, r.params, nil, celconfig.RuntimeCELCostBudget, nil)
	var out []decision
	for _, d := range result.Decisions {
		out = append(out, decision{string(d.Action), string(d.Evaluation), d.Message, string(d.Reason)})
	}
	return &matches, out, nil
}

// compile is compilePolicy of the plugin, which it does not export.
func compile(policy *v1.ValidatingAdmissionPolicy) (validating.Validator, error) {
	hasParams := policy.Spec.ParamKind != nil
	declared := cel.OptionalVariableDeclarations{HasParams: hasParams, HasAuthorizer: true}
	ofMessages := cel.OptionalVariableDeclarations{HasParams: hasParams}
	compiler, err := cel.NewCompositedCompiler(baseEnvironment)
	if err != nil {
		return nil, err
	}
	for _, variable := range policy.Spec.Variables {
		compiler.CompileAndStoreVariable(&validating.Variable{Name: variable.Name, Expression: variable.Expression}, declared, environment.StoredExpressions)
	}
	var conditions, validations, messages []cel.ExpressionAccessor
	for i := range policy.Spec.MatchConditions {
		conditions = append(conditions, (*matchconditions.MatchCondition)(&policy.Spec.MatchConditions[i]))
	}
	for _, v := range policy.Spec.Validations {
		validations = append(validations, &validating.ValidationCondition{Expression: v.Expression, Message: v.Message, Reason: v.Reason})
		if v.MessageExpression == "" {
			messages = append(messages, nil)
		} else {
			messages = append(messages, &validating.MessageExpressionCondition{MessageExpression: v.MessageExpression})
		}
	}
	var matcher matchconditions.Matcher
	if len(conditions) > 0 {
		matcher = matchconditions.NewMatcher(compiler.CompileCondition(conditions, declared, environment.StoredExpressions),
			policy.Spec.FailurePolicy, "policy", "validate", policy.Name)
	}
	return validating.NewValidator(
		compiler.CompileCondition(validations, declared, environment.StoredExpressions),
		matcher,
		compiler.CompileCondition(nil, declared, environment.StoredExpressions),
		compiler.CompileCondition(messages, ofMessages, environment.StoredExpressions),
		policy.Spec.FailurePolicy,
		nil,
	), nil
}
