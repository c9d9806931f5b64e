package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sort"

	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	structuraldefaulting "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	schemaobjectmeta "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	structuralpruning "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
)

type Error struct {
	Type    string `json:"type"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

type Result struct {
	Valid         bool           `json:"valid"`
	Errors        []Error        `json:"errors,omitempty"`
	UnknownFields []string       `json:"unknownFields,omitempty"`
	Stored        map[string]any `json:"-"`
}

// check answers for a create, or for an update when old is there.
func (c *crd) check(object, old map[string]any) Result {
	u, v, unknown, err := c.decode(object)
	if err != nil {
		return rejected(err)
	}
	ctx := request.WithRequestInfo(context.Background(), &request.RequestInfo{APIGroup: c.gk.Group})
	namespace := ""
	if c.namespaced {
		if namespace = u.GetNamespace(); namespace == "" {
			namespace = "default"
		}
	}
	ctx = request.WithNamespace(ctx, namespace)
	if old == nil {
		rest.FillObjectMetaSystemFields(u)
		return result(u, unknown, rest.BeforeCreate(v.strategy, ctx, u))
	}
	o, _, _, err := c.decode(old)
	if err != nil {
		return rejected(fmt.Errorf("old: %w", err))
	}
	pretendStored(o)
	u.SetResourceVersion(o.GetResourceVersion())
	u.SetUID(o.GetUID())
	u.SetCreationTimestamp(o.GetCreationTimestamp())
	u.SetGeneration(o.GetGeneration())
	return result(u, unknown, rest.BeforeUpdate(v.strategy, ctx, u, o))
}

// decode is schemaCoercingDecoder and unstructuredDefaulter of apiextensions-apiserver's customresource_handler.go.
func (c *crd) decode(object map[string]any) (*unstructured.Unstructured, *version, []string, error) {
	u := &unstructured.Unstructured{Object: runtime.DeepCopyJSON(object)}
	gvk := u.GroupVersionKind()
	v, ok := c.versions[gvk.Version]
	if !ok || gvk.GroupKind() != c.gk {
		return nil, nil, nil, fmt.Errorf("no matches for kind %q in version %q", gvk.Kind, gvk.GroupVersion())
	}
	meta, found, unknown, err := schemaobjectmeta.GetObjectMetaWithOptions(u.Object, schemaobjectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	if err != nil {
		return nil, nil, nil, err
	}
	track := structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	unknown = append(unknown, structuralpruning.PruneWithOptions(u.Object, v.structural, true, track)...)
	structuraldefaulting.PruneNonNullableNullsWithoutDefaults(u.Object, v.structural)
	coerce := schemaobjectmeta.CoerceOptions{ReturnUnknownFieldPaths: true}
	fieldErr, paths := schemaobjectmeta.CoerceWithOptions(nil, u.Object, v.structural, false, coerce)
	if fieldErr != nil {
		return nil, nil, nil, fieldErr
	}
	if found {
		if err := schemaobjectmeta.SetObjectMeta(u.Object, meta); err != nil {
			return nil, nil, nil, err
		}
	}
	structuraldefaulting.Default(u.UnstructuredContent(), v.structural)
	unknown = append(unknown, paths...)
	sort.Strings(unknown)
	return u, v, unknown, nil
}

// pretendStored gives an old object what every stored object has.
func pretendStored(o *unstructured.Unstructured) {
	o.SetResourceVersion("1")
	o.SetUID("11111111-1111-1111-1111-111111111111")
	o.SetCreationTimestamp(metav1.Unix(1700000000, 0))
	o.SetGeneration(1)
}

func result(u *unstructured.Unstructured, unknown []string, err error) Result {
	if err == nil {
		return Result{Valid: true, UnknownFields: unknown, Stored: u.Object}
	}
	r := rejected(err)
	r.UnknownFields = unknown
	return r
}

func rejected(err error) Result {
	var status apierrors.APIStatus
	if !errors.As(err, &status) || status.Status().Details == nil {
		return Result{Errors: []Error{{Type: "DecodeError", Message: err.Error()}}}
	}
	r := Result{}
	for _, cause := range status.Status().Details.Causes {
		r.Errors = append(r.Errors, Error{string(cause.Type), cause.Field, cause.Message})
	}
	// The server reports in the order of Go maps.
	sort.SliceStable(r.Errors, func(i, j int) bool {
		a, b := r.Errors[i], r.Errors[j]
		return a.Field+"\x00"+a.Type+"\x00"+a.Message < b.Field+"\x00"+b.Type+"\x00"+b.Message
	})
	return r
}

// fromJSON reads numbers as int64 or float64, as the API server does.
func fromJSON(raw []byte) (map[string]any, error) {
	u := &unstructured.Unstructured{}
	err := u.UnmarshalJSON(bytes.TrimSpace(raw))
	return u.Object, err
}
